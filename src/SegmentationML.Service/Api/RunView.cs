using SegmentationML.Pipeline.Ports;
using SegmentationML.Service.Security;

namespace SegmentationML.Service.Api;

/// <summary>A run as callers see it.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Pipeline">The pipeline.</param>
/// <param name="State">running, published, unchanged, blocked, failed, cancelled or interrupted.</param>
/// <param name="Attempt">1, and one more each time it was resumed.</param>
/// <param name="Started">UTC.</param>
/// <param name="Ended">UTC; null while it runs.</param>
/// <param name="Version">The version that it published.</param>
/// <param name="Problem">What ended it, if it failed, with its code; paths of the service's machine are left out.</param>
/// <param name="Steps">Its steps; null in lists.</param>
internal sealed record RunView(string Id, string Pipeline, RunState State, int Attempt, DateTimeOffset Started, DateTimeOffset? Ended, long? Version, string? Problem, IReadOnlyList<StepRecord>? Steps)
{
    /// <summary>The run for a caller: what ended it may quote rows, so who may not see all of them gets its code.</summary>
    public RunView For(Sight sight) => sight.IsFull ? this : this with { Problem = CodeOf(Problem) };

    /// <summary>The code that a problem's text begins with.</summary>
    internal static string? CodeOf(string? problem) => problem is null ? null : problem.Split([':', ' '], 2)[0] is var code && code.StartsWith("SEG-", StringComparison.Ordinal) ? code : "failed";

    /// <summary>A run without its steps.</summary>
    public static RunView Of(RunRecord run) => new(run.Id, run.Pipeline, run.State, run.Attempt, run.Started, run.Ended, run.Version, run.Problem is null ? null : PathFree.Of(run.Problem), null);
}
