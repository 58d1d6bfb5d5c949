namespace SegmentationML.Pipeline;

/// <summary>What a step's output depends on beside the code.</summary>
/// <param name="Step">Which.</param>
/// <param name="Options">Everything it is told, as a record that JSON can write.</param>
/// <param name="Digests">Digests of what it reads, in a fixed order.</param>
internal sealed record StepInput(StepName Step, object Options, IReadOnlyList<string> Digests)
{
    /// <summary>The key under which its output is kept.</summary>
    /// <param name="code">The digest of the code.</param>
    public string Key(string code) => StepKey.Of(Step, Options, Digests, code);
}
