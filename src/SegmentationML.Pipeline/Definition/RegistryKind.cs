namespace SegmentationML.Pipeline.Definition;

/// <summary>Where runs and model versions are registered.</summary>
public enum RegistryKind
{
    /// <summary>In the workspace only.</summary>
    Embedded,

    /// <summary>In the workspace, and an MLflow server follows.</summary>
    Mlflow,
}
