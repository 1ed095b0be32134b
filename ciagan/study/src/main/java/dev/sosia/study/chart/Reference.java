package dev.sosia.study.chart;

/// A line in a chart to hold values against that are not of its own source: `published: 32.45 %`.
public record Reference(String label, double at) {}
