using SegmentationML.Core;
using SegmentationML.Storage.Files;
using SegmentationML.Storage.Ledger;

namespace SegmentationML.Storage.Registry;

/// <summary>Reads back registered versions that a lost or older ledger does not know. Numbers are given out before a folder bears them, so only folders above the last number show a loss.</summary>
internal sealed class ModelRecovery(LedgerDatabase database, ModelFolders folders, IFiles files, TimeProvider clock, string quarantineFolder)
{
    /// <summary>Reads back what the ledger does not know.</summary>
    /// <returns>What was found and done.</returns>
    public IReadOnlyList<Problem> Run()
    {
        var notices = new List<Problem>();
        foreach (var model in folders.Models())
        {
            var numbers = folders.Numbers(model);
            var last = numbers.Count == 0 ? 0 : database.Read(c => ModelRows.LastNumber(c, model));
            long[] unknown = [.. numbers.Where(n => n > last)];
            if (unknown.Length > 0)
            {
                Adopt(model, unknown, notices);
            }
        }

        return notices;
    }

    private void Adopt(string model, long[] numbers, List<Problem> notices)
    {
        var found = new List<ModelRow>();
        foreach (var number in numbers)
        {
            try
            {
                found.Add(ReadBack(model, number));
            }
            catch (Exception e) when (e is InvalidDataException || FileProblem.Is(e))
            {
                notices.Add(ModelProblem.Quarantined(model, number, e.Message.TrimEnd('.')));
            }
        }

        database.Write(c =>
        {
            ModelRows.RaiseTo(c, model, numbers[^1]);
            foreach (var row in found.Where(f => ModelRows.Find(c, model, f.Version) is null))
            {
                ModelRows.Insert(c, row);
                AuditRows.Append(c, ModelAudit.Adopted(row), Timestamp.Now(clock));
            }
        });
        foreach (var number in numbers.Except(found.Select(f => f.Version)))
        {
            Quarantine(model, number);
        }

        if (found.Count > 0)
        {
            notices.Insert(0, ModelProblem.Adopted(model, found.Count));
        }
    }

    private ModelRow ReadBack(string model, long number)
    {
        var folder = folders.Version(model, number);
        var manifest = ModelManifest.Read(Path.Combine(folder, ModelManifest.FileName), out var content);
        if (manifest.Commit.Version != number || manifest.Content.Model != model)
        {
            throw new InvalidDataException($"its manifest is that of version {manifest.Commit.Version} of '{manifest.Content.Model}'");
        }

        var wrong = FileFindings.Of(files, folder, manifest.Content.Files).FirstOrDefault();
        return wrong is null
            ? new ModelRow(model, number, manifest.Content.Identity, manifest.Commit.Run, manifest.Commit.Time, manifest.Commit.ContentDigest, content, null)
            : throw new InvalidDataException(wrong);
    }

    private void Quarantine(string model, long number)
        => FileProblem.Ignore(() =>
        {
            files.CreateFolder(quarantineFolder);
            files.MoveFolder(folders.Version(model, number), SafePath.Below(quarantineFolder, $"model-{model}-{ModelFolders.NameOf(number)}"));
        });
}
