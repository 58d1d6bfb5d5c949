namespace SegmentationML.Storage.Registry.Mlflow;

/// <summary>A figure of a run.</summary>
/// <param name="Key">Its name.</param>
/// <param name="Value">Its value; need not be finite.</param>
internal readonly record struct MlflowMetric(string Key, double Value);
