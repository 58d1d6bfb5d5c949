using SegmentationML.Pipeline;
using SegmentationML.Pipeline.Ports;
using SegmentationML.Storage.Files;

namespace SegmentationML.Storage.Steps;

/// <summary>Outputs of steps below the cache folder, each under the digest of what it was made from.</summary>
/// <remarks>Nothing is flushed to the disk: what a power cut takes is not found or has the wrong length, and is made again.</remarks>
internal sealed class StepStore(StepFolders folders, IFiles files, TimeProvider clock) : IStepStore
{
    public string Folder => folders.Root;

    public StepOutput? Find(string pipeline, StepName step, string key)
    {
        var name = StepFolders.NameOf(step, key);
        var folder = folders.Output(pipeline, name);
        if (!Directory.Exists(folder))
        {
            return null;
        }

        return FileProblem.Translate($"Looking for the output of step {step} of '{pipeline}'", () =>
        {
            var found = StepFile.Read(folder);
            if (found is null || found.Key != key || !found.Fits(folder))
            {
                FileProblem.Ignore(() => Remove(folder));
                return null;
            }

            FileProblem.Ignore(() => files.Touch(Path.Combine(folder, StepFile.FileName), clock.GetUtcNow()));
            return new StepOutput($"{pipeline}/{name}", found.Result, found.Rows, found.Summary);
        });
    }

    public IStepDraft Begin(string pipeline, StepName step, string key)
    {
        var name = StepFolders.NameOf(step, key);
        return FileProblem.Translate($"Writing the output of step {step} of '{pipeline}'", () =>
        {
            files.CreateFolder(folders.Pipeline(pipeline));
            var (draft, held) = NewDraft(pipeline, name);
            try
            {
                files.CreateFolder(draft);
            }
            catch
            {
                held.Dispose();
                throw;
            }

            return new StepDraft(this, files, clock, held, draft, folders.Output(pipeline, name), $"{pipeline}/{name}", key);
        });
    }

    public void Trim(string pipeline, IReadOnlyCollection<(StepName Step, string Key)> keep, TimeSpan unusedFor)
    {
        RemoveDeadDrafts(pipeline);
        var kept = keep.Select(k => StepFolders.NameOf(k.Step, k.Key)).ToHashSet();
        var before = clock.GetUtcNow() - unusedFor;
        foreach (var folder in folders.Outputs(pipeline).Where(name => !kept.Contains(name)).Select(name => folders.Output(pipeline, name)))
        {
            if (LastUse(folder) <= before)
            {
                FileProblem.Ignore(() => Remove(folder));
            }
        }
    }

    /// <summary>Removes an output so that it is never found half-removed: its mark goes first.</summary>
    internal void Remove(string folder)
    {
        files.DeleteFile(Path.Combine(folder, StepFile.FileName));
        files.DeleteFolder(folder);
    }

    /// <summary>A draft that no process holds was left by one that died.</summary>
    private void RemoveDeadDrafts(string pipeline)
    {
        foreach (var name in folders.Drafts(pipeline))
        {
            var draft = folders.Output(pipeline, name);
            FileProblem.Ignore(() =>
            {
                using var held = ProcessLock.TryAcquire(draft + StepFolders.LockSuffix);
                if (held is not null)
                {
                    files.DeleteFolder(draft);
                    files.DeleteFile(draft + StepFolders.LockSuffix);
                }
            });
        }
    }

    private (string Draft, ProcessLock Held) NewDraft(string pipeline, string name)
    {
        for (var n = 1; ; n++)
        {
            var draft = folders.Output(pipeline, $"{StepFolders.DraftPrefix}{name}-{Environment.ProcessId}-{n}");
            if (!Directory.Exists(draft) && ProcessLock.TryAcquire(draft + StepFolders.LockSuffix) is { } held)
            {
                return (draft, held);
            }
        }
    }

    private static DateTimeOffset LastUse(string folder)
    {
        var mark = new FileInfo(Path.Combine(folder, StepFile.FileName));
        return mark.Exists ? new DateTimeOffset(mark.LastWriteTimeUtc, TimeSpan.Zero) : DateTimeOffset.MinValue;
    }
}
