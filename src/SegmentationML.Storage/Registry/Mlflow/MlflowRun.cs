namespace SegmentationML.Storage.Registry.Mlflow;

/// <summary>A run as an MLflow server knows it.</summary>
/// <param name="Id">Its id there.</param>
/// <param name="ArtifactUri">Where its artifacts lie.</param>
/// <param name="Parameters">Names of the parameters that it has; they cannot be changed.</param>
internal sealed record MlflowRun(string Id, string ArtifactUri, IReadOnlySet<string> Parameters);
