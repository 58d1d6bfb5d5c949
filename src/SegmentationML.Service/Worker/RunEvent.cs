using SegmentationML.Pipeline;
using SegmentationML.Pipeline.Ports;

namespace SegmentationML.Service.Worker;

/// <summary>Something that happened in a run, as watchers are told.</summary>
/// <param name="Id">1 and up within the run; a watcher that comes back says the last one it saw.</param>
/// <param name="Kind"><c>began</c>, <c>step-started</c>, <c>step-progressed</c>, <c>step-ended</c> or <c>ended</c>.</param>
/// <param name="Time">UTC.</param>
/// <param name="Step">The step; null for the run as a whole.</param>
/// <param name="State">How the step or the run ended.</param>
/// <param name="Fraction">How far the step is, in [0, 1]; null when unknown.</param>
/// <param name="Text">What is being done, what came out, or what went wrong.</param>
/// <param name="Version">The version that the run published.</param>
public sealed record RunEvent(long Id, string Kind, DateTimeOffset Time, StepName? Step, string? State, double? Fraction, string? Text, long? Version)
{
    /// <summary>The kind of the last event of a run.</summary>
    public const string EndedKind = "ended";

    /// <summary>The events of a run that this process did not watch, from the ledger.</summary>
    /// <param name="run">The run.</param>
    /// <param name="steps">Its steps.</param>
    public static IReadOnlyList<RunEvent> Of(RunRecord run, IReadOnlyList<StepRecord> steps)
    {
        var events = new List<RunEvent> { new(1, "began", run.Started, null, null, null, null, null) };
        events.AddRange(steps.Where(s => s.Ended is not null).Select((s, i) => new RunEvent(i + 2, "step-ended", s.Ended!.Value, s.Step, Word(s.State), null, s.Summary, null)));
        if (run.State != RunState.Running)
        {
            events.Add(new RunEvent(events.Count + 1, EndedKind, run.Ended ?? run.Started, null, Word(run.State), null, run.Problem, run.Version));
        }

        return events;
    }

    /// <summary>An enumeration's member as the interface writes it: lower case.</summary>
    internal static string Word(Enum value) => value.ToString().ToLowerInvariant();
}
