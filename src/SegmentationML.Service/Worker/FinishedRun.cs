using SegmentationML.Core;
using SegmentationML.Pipeline;

namespace SegmentationML.Service.Worker;

/// <summary>A run that came to its end, with what was written beside it.</summary>
/// <param name="Outcome">How it ended.</param>
/// <param name="Report">The report's file, absolute; null when it could not be written.</param>
/// <param name="Quarantine">The folder of the rows that were set aside; null when there are none.</param>
/// <param name="Problems">What could not be written; the run itself and its version stand.</param>
public sealed record FinishedRun(RunOutcome Outcome, string? Report, string? Quarantine, IReadOnlyList<Problem> Problems)
{
    /// <summary>What other systems could not be told yet; it is told later.</summary>
    public IReadOnlyList<string> Notes { get; init; } = [];
}
