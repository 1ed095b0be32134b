/* y = x convolved with weight, plus bias (see dev.sosia.engine.kernel.Conv2d), and its transpose in
 * the input. Dense pictures [N, C, H, W], weights [O, C/groups, kh, kw].
 *
 * The picture is repacked once (pack.h). Then a convolution of any stride and dilation is a product
 * (tile.h) whose taps are the offsets of the window's places; or, of 3x3 and stride 1 and large
 * enough, it goes Winograd's way (winograd.c).
 *
 * The transpose is made of strideH x strideW convolutions of stride 1: results whose coordinates
 * leave the same rest when divided by the stride are reached by the same places of the window. */

static int32_t conv2d_kernel(sk_device *d, const sk_window *win, const sk_view *x,
                             const sk_view *weight, const sk_view *bias, const sk_view *y) {
  if (numel(y) == 0) return SK_OK;
  int64_t kh = weight->dim[2], kw = weight->dim[3], channels = x->dim[1], groups = win->groups;
  int64_t out_h = y->dim[2], out_w = y->dim[3];
  picture p = {.from = x->data, .images = x->dim[0], .channels = channels, .h = x->dim[2],
               .w = x->dim[3], .top = -win->pad_h, .left = -win->pad_w,
               .rows = (out_h - 1) * win->stride_h + (kh - 1) * win->dilation_h + 1,
               .columns = (out_w - 1) * win->stride_w + (kw - 1) * win->dilation_w + 1};
  weights w = {.from = weight->data, .groups = groups, .outputs = weight->dim[0] / groups,
               .channels = channels / groups, .channel_step = kh * kw, .taps = kh * kw};
  w.output_step = w.channels * kh * kw;
  w.group_step = w.outputs * w.output_step;
  int64_t *place, *offset;
  product q = {.images = p.images, .groups = groups, .rows = out_h, .columns = out_w,
               .in_group = w.channels, .taps = w.taps, .terms = w.channels, .outputs = w.outputs,
               .bias = bias ? bias->data : NULL, .y = y->data,
               .y_image = y->dim[1] * out_h * out_w, .y_channel = out_h * out_w, .y_row = out_w,
               .y_step = 1};
  if (is_winograd(win, kh, kw) && winograd_pays(q.images, out_h, out_w, q.terms, q.outputs, 1)) {
    return winograd_alone(d, &q, &p, &w, 0);
  }
  if (pack_picture(d, SK_SCRATCH_INPUT, &p)) return SK_NO_MEMORY;
  if (weights_memory(d, &w, kh * kw, &place, &offset)) return SK_NO_MEMORY;
  for (int64_t t = 0; t < kh * kw; t++) {
    place[t] = t;
    offset[t] = (t / kw * win->dilation_h * p.columns + t % kw * win->dilation_w) * channels;
  }
  pack_weights(d, &w);
  q.in = p.to;
  q.in_image = p.rows * p.columns * channels;
  q.in_row = win->stride_h * p.columns * channels;
  q.in_step = win->stride_w * channels;
  q.tap = offset;
  q.w = w.to;
  q.panels = w.panels;
  run_product(d, &q);
  return SK_OK;
}

/* Of the window's k places along one axis, those that reach results with rest `rest`: result
 * rest + stride*t reads dy at t + shift. Returns their number. */
static int64_t reaching(int64_t rest, int64_t k, int64_t stride, int64_t pad, int64_t dilation,
                        int64_t at, int64_t *shift) {
  int64_t reach = rest + pad - at * dilation;
  *shift = floor_div(reach, stride);
  return at < k && *shift * stride == reach;
}

static int32_t conv2d_input_grad_kernel(sk_device *d, const sk_window *win, const sk_view *dy,
                                        const sk_view *weight, const sk_view *dx) {
  if (numel(dx) == 0) return SK_OK;
  int64_t kh = weight->dim[2], kw = weight->dim[3], groups = win->groups, outputs = dy->dim[1];
  int64_t h = dx->dim[2], v = dx->dim[3], sh = win->stride_h, sv = win->stride_w;
  /* a result reads dy from shift (smallest: last place of the window, rest 0) on */
  int64_t top = floor_div(win->pad_h - (kh - 1) * win->dilation_h, sh);
  int64_t left = floor_div(win->pad_w - (kw - 1) * win->dilation_w, sv);
  int64_t bottom = floor_div(h - 1 + win->pad_h, sh), right = floor_div(v - 1 + win->pad_w, sv);
  picture p = {.from = dy->data, .images = dy->dim[0], .channels = outputs, .h = dy->dim[2],
               .w = dy->dim[3], .top = top, .left = left, .rows = bottom - top + 1,
               .columns = right - left + 1};
  weights w = {.from = weight->data, .groups = groups, .outputs = weight->dim[1],
               .channels = outputs / groups, .output_step = kh * kw};
  w.channel_step = w.outputs * kh * kw;
  w.group_step = w.channels * w.channel_step;
  if (is_winograd(win, kh, kw) && winograd_pays(p.images, h, v, w.channels, w.outputs, 1)) {
    product q = {.images = p.images, .groups = 1, .rows = h, .columns = v, .terms = w.channels,
                 .outputs = w.outputs, .y = dx->data, .y_image = dx->dim[1] * h * v,
                 .y_channel = h * v, .y_row = v, .y_step = 1};
    return winograd_alone(d, &q, &p, &w, 1);
  }
  int64_t *place, *offset;
  if (pack_picture(d, SK_SCRATCH_INPUT, &p)) return SK_NO_MEMORY;
  if (weights_memory(d, &w, kh * kw, &place, &offset)) return SK_NO_MEMORY;
  for (int64_t ry = 0; ry < min_i(sh, h); ry++) {
    for (int64_t rx = 0; rx < min_i(sv, v); rx++) {
      w.taps = 0;
      for (int64_t t = 0; t < kh * kw; t++) {
        int64_t y, x;
        if (reaching(ry, kh, sh, win->pad_h, win->dilation_h, t / kw, &y)
            && reaching(rx, kw, sv, win->pad_w, win->dilation_w, t % kw, &x)) {
          place[w.taps] = t;
          offset[w.taps++] = ((y - top) * p.columns + x - left) * outputs;
        }
      }
      pack_weights(d, &w);
      product q = {.in = p.to, .images = p.images, .groups = groups,
                   .rows = ceil_div(h - ry, sh), .columns = ceil_div(v - rx, sv),
                   .in_image = p.rows * p.columns * outputs, .in_group = w.channels,
                   .in_row = p.columns * outputs, .in_step = outputs, .tap = offset, .taps = w.taps,
                   .terms = w.channels, .w = w.to, .outputs = w.outputs, .panels = w.panels,
                   .y = (float *)dx->data + ry * v + rx, .y_image = dx->dim[1] * h * v,
                   .y_channel = h * v, .y_row = sh * v, .y_step = sv};
      run_product(d, &q);
    }
  }
  return SK_OK;
}
