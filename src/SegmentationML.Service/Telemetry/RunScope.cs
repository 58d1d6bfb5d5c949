using System.Collections;
using SegmentationML.Service.Worker;

namespace SegmentationML.Service.Telemetry;

/// <summary>What stands beside each line that a run logs: its pipeline, and its id once it has one.</summary>
internal sealed class RunScope(ActiveRun run) : IEnumerable<KeyValuePair<string, object?>>
{
    /// <inheritdoc/>
    public IEnumerator<KeyValuePair<string, object?>> GetEnumerator()
    {
        yield return new("pipeline", run.Pipeline);
        if (run.Record.IsCompletedSuccessfully)
        {
            yield return new("run", run.Record.Result.Id);
        }

        if (run.Step is { } step)
        {
            yield return new("step", step.ToString().ToLowerInvariant());
        }
    }

    /// <inheritdoc/>
    public override string ToString() => string.Join(' ', this.Select(p => $"{p.Key}:{p.Value}"));

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
