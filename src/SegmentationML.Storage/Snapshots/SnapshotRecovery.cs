using SegmentationML.Core;
using SegmentationML.Storage.Files;

namespace SegmentationML.Storage.Snapshots;

/// <summary>Brings ledger and folders together when a workspace is opened.</summary>
/// <remarks>
/// A number is given out by the ledger, on the disk, before a folder bears it. So a folder with a higher number than the ledger ever gave out
/// shows that the ledger was lost or is an older copy: then its manifest is the truth. A folder with a number that was given out but has no row was never published.
/// </remarks>
internal sealed class SnapshotRecovery(VersionRows rows, SnapshotFolders folders, IFiles files, string quarantineFolder)
{
    /// <summary>Reads back what the ledger does not know, and repairs <c>current.json</c>.</summary>
    /// <returns>What was found and done.</returns>
    public IReadOnlyList<Problem> Run()
    {
        var notices = new List<Problem>();
        foreach (var pipeline in folders.Pipelines())
        {
            var numbers = folders.Numbers(pipeline);
            var last = rows.LastNumber(pipeline);
            notices.AddRange(Adopt(pipeline, [.. numbers.Where(n => n > last)]));
            CurrentFile.Refresh(rows, folders, files, pipeline);
        }

        return notices;
    }

    private IEnumerable<Problem> Adopt(string pipeline, IReadOnlyList<long> numbers)
    {
        if (numbers.Count == 0)
        {
            return [];
        }

        var found = new List<VersionRow>();
        var notices = new List<Problem>();
        foreach (var number in numbers)
        {
            try
            {
                found.Add(ReadBack(pipeline, number));
            }
            catch (Exception e) when (e is InvalidDataException || FileProblem.Is(e))
            {
                notices.Add(SnapshotProblem.Quarantined(pipeline, number, e.Message.TrimEnd('.')));
            }
        }

        rows.Adopt(pipeline, found, numbers[^1], CurrentFile.Named(folders.Current(pipeline)));
        foreach (var number in numbers.Except(found.Select(row => row.Version)))
        {
            Quarantine(pipeline, number);
        }

        return found.Count == 0 ? notices : notices.Prepend(SnapshotProblem.Adopted(pipeline, found.Count));
    }

    private VersionRow ReadBack(string pipeline, long number)
    {
        var folder = folders.Version(pipeline, number);
        var manifest = Manifest.Read(Path.Combine(folder, Manifest.FileName), out var content);
        if (manifest.Commit.Version != number || manifest.Content.Pipeline != pipeline)
        {
            throw new InvalidDataException($"its manifest is that of version {manifest.Commit.Version} of '{manifest.Content.Pipeline}'");
        }

        var wrong = FileFindings.Of(files, folder, manifest.Content.Files).FirstOrDefault();
        return wrong is null
            ? new VersionRow(pipeline, number, manifest.Commit.Parent, manifest.Commit.Run, manifest.Commit.Time, manifest.Commit.ContentDigest, content)
            {
                Candidate = manifest.Commit.Candidate,
                Restores = manifest.Commit.Restores,
            }
            : throw new InvalidDataException(wrong);
    }

    private void Quarantine(string pipeline, long number)
        => FileProblem.Ignore(() =>
        {
            files.CreateFolder(quarantineFolder);
            files.MoveFolder(folders.Version(pipeline, number), SafePath.Below(quarantineFolder, $"{pipeline}-{SnapshotFolders.NameOf(number)}"));
        });
}
