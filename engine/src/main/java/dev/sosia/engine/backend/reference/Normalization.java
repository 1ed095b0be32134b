package dev.sosia.engine.backend.reference;

import dev.sosia.engine.backend.Operand;
import dev.sosia.engine.kernel.ChannelNorm;
import dev.sosia.engine.type.Shape;
import java.util.List;

/// Instance and batch normalisation. A *group* is what one mean is taken of: the planes of one
/// channel, of one sample ([ChannelNorm.Over#SAMPLE]) or of all samples ([ChannelNorm.Over#BATCH]).
final class Normalization {
  private final Parallel parallel;

  Normalization(Parallel parallel) {
    this.parallel = parallel;
  }

  void forward(ChannelNorm kernel, List<Operand> in, List<Operand> out) {
    Groups g = new Groups(kernel, in.getFirst().shape());
    double[] x = Elements.load(in.getFirst());
    double[] weight = in.size() == 3 ? Elements.load(in.get(1)) : ones(g.channels);
    double[] bias = in.size() == 3 ? Elements.load(in.get(2)) : new double[g.channels];
    double[] y = new double[x.length];
    double[] means = new double[g.count];
    double[] variances = new double[g.count];
    parallel.over(
        g.count,
        10L * g.size(),
        (from, to) -> {
          for (int group = from; group < to; group++) {
            double[] sum = {0};
            g.planes(group, at -> sum[0] += sum(x, at, g.plane));
            double mean = sum[0] / g.size();
            double[] squares = {0};
            g.planes(group, at -> squares[0] += squares(x, at, g.plane, mean));
            double variance = squares[0] / g.size();
            double scale = weight[group % g.channels] / Math.sqrt(variance + kernel.eps());
            double shift = bias[group % g.channels];
            g.planes(
                group,
                at -> {
                  for (int i = at; i < at + g.plane; i++) {
                    y[i] = (x[i] - mean) * scale + shift;
                  }
                });
            means[group] = mean;
            variances[group] = variance;
          }
        });
    Elements.store(y, out.get(0));
    Elements.store(means, out.get(1));
    Elements.store(variances, out.get(2));
  }

  void backward(ChannelNorm kernel, List<Operand> in, List<Operand> out) {
    Groups g = new Groups(kernel, in.getFirst().shape());
    double[] dy = Elements.load(in.get(0));
    double[] x = Elements.load(in.get(1));
    double[] means = Elements.load(in.get(2));
    double[] variances = Elements.load(in.get(3));
    double[] weight = in.size() == 5 ? Elements.load(in.get(4)) : ones(g.channels);
    double[] dx = new double[x.length];
    double[] sumDy = new double[g.count];
    double[] sumDyXhat = new double[g.count];
    parallel.over(
        g.count,
        10L * g.size(),
        (from, to) -> {
          for (int group = from; group < to; group++) {
            int at0 = group;
            double mean = means[group];
            double rstd = 1 / Math.sqrt(variances[group] + kernel.eps());
            g.planes(
                group,
                at -> {
                  for (int i = at; i < at + g.plane; i++) {
                    sumDy[at0] += dy[i];
                    sumDyXhat[at0] += dy[i] * (x[i] - mean) * rstd;
                  }
                });
            double meanDy = sumDy[group] / g.size();
            double meanDyXhat = sumDyXhat[group] / g.size();
            double scale = rstd * weight[group % g.channels];
            g.planes(
                group,
                at -> {
                  for (int i = at; i < at + g.plane; i++) {
                    dx[i] = scale * (dy[i] - meanDy - (x[i] - mean) * rstd * meanDyXhat);
                  }
                });
          }
        });
    double[] dweight = new double[g.channels];
    double[] dbias = new double[g.channels];
    for (int group = 0; group < g.count; group++) {
      dweight[group % g.channels] += sumDyXhat[group];
      dbias[group % g.channels] += sumDy[group];
    }
    Elements.store(dx, out.get(0));
    Elements.store(dweight, out.get(1));
    Elements.store(dbias, out.get(2));
  }

  private static double sum(double[] x, int at, int n) {
    double s = 0;
    for (int i = at; i < at + n; i++) {
      s += x[i];
    }
    return s;
  }

  private static double squares(double[] x, int at, int n, double mean) {
    double s = 0;
    for (int i = at; i < at + n; i++) {
      s += (x[i] - mean) * (x[i] - mean);
    }
    return s;
  }

  private static double[] ones(int n) {
    double[] ones = new double[n];
    java.util.Arrays.fill(ones, 1);
    return ones;
  }

  private static final class Groups {
    final int channels;
    final int count;
    final int plane;
    private final int batch;
    private final boolean overBatch;

    Groups(ChannelNorm kernel, Shape x) {
      batch = x.dim(0);
      channels = x.dim(1);
      overBatch = kernel.over() == ChannelNorm.Over.BATCH;
      count = overBatch ? channels : batch * channels;
      int size = 1;
      for (int d = 2; d < x.rank(); d++) {
        size *= x.dim(d);
      }
      plane = size;
    }

    int size() {
      return overBatch ? batch * plane : plane;
    }

    interface Plane {
      void at(int first);
    }

    void planes(int group, Plane body) {
      if (!overBatch) {
        body.at(group * plane);
        return;
      }
      for (int n = 0; n < batch; n++) {
        body.at((n * channels + group) * plane);
      }
    }
  }
}
