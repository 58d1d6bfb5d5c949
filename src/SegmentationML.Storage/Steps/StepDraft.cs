using System.Text.Json;
using SegmentationML.Core;
using SegmentationML.Pipeline.Ports;
using SegmentationML.Storage.Files;

namespace SegmentationML.Storage.Steps;

/// <summary>An output while it is written: a hidden folder beside the outputs, held by a lock file as long as its process lives.</summary>
internal sealed class StepDraft(StepStore store, IFiles files, TimeProvider clock, ProcessLock held, string folder, string target, string name, string key) : IStepDraft
{
    private bool _ended;

    public string Folder { get; } = folder;

    public string Name { get; } = name;

    public StepOutput Commit(string result, long rows, string summary)
    {
        ObjectDisposedException.ThrowIf(_ended, this);
        ArgumentOutOfRangeException.ThrowIfNegative(rows);
        using (JsonDocument.Parse(result))
        {
            // The result must be JSON: it is read back by a later run.
        }

        try
        {
            return FileProblem.Translate($"Writing the output '{Name}'", () => Place(result, rows, summary));
        }
        finally
        {
            Dispose();
        }
    }

    public void Dispose()
    {
        if (_ended)
        {
            return;
        }

        _ended = true;
        FileProblem.Ignore(() => files.DeleteFolder(Folder));
        FileProblem.Ignore(() => files.DeleteFile(Folder + StepFolders.LockSuffix));
        held.Dispose();
    }

    private StepOutput Place(string result, long rows, string summary)
    {
        var lengths = StepFile.Measure(Folder)
            ?? throw new ProblemException(new Problem("SEG-LEDG-010", $"The output '{Name}' holds a link.", "Links inside a workspace are not followed: write the files themselves."));
        var mark = Path.Combine(Folder, StepFile.FileName);
        files.Write(mark, new StepFile(StepFile.CurrentFormat, key, rows, summary, result, lengths).Bytes());
        files.Touch(mark, clock.GetUtcNow());
        if (Directory.Exists(target))
        {
            store.Remove(target);
        }

        files.MoveFolder(Folder, target);
        return new StepOutput(Name, result, rows, summary);
    }
}
