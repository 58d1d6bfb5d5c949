namespace SegmentationML.Pipeline.Publish;

/// <summary>What the publish step did.</summary>
/// <param name="Version">The version that holds the run's content: the new one, or the one in use when nothing had changed.</param>
/// <param name="Parent">The version that was in use before; null for the first.</param>
/// <param name="IsNew">False when nothing had changed.</param>
/// <param name="Rows">Rows published, over all tables.</param>
public sealed record PublishResult(long Version, long? Parent, bool IsNew, long Rows) : IStepResult
{
    /// <inheritdoc/>
    public string Summary => IsNew ? $"version {Version}, {Rows:N0} rows" : $"nothing has changed since version {Version}: none published";
}
