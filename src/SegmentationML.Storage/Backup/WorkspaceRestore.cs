using System.Formats.Tar;
using System.Security.Cryptography;
using System.Text.Json;
using SegmentationML.Core;
using SegmentationML.Pipeline;
using SegmentationML.Pipeline.Ports;
using SegmentationML.Storage.Files;
using SegmentationML.Storage.Ledger;
using SegmentationML.Storage.Ledger.Postgres;

namespace SegmentationML.Storage.Backup;

/// <summary>Makes a workspace from a backup: beside its place first, checked byte by byte, then put there in one step.</summary>
/// <remarks>The archive is not trusted: names are put together from bare names below known folders, links and devices are refused, and nothing is larger than the archive itself, which is not compressed.</remarks>
internal static class WorkspaceRestore
{
    private const int LargestContentBytes = 256 << 20;

    /// <summary>Restores.</summary>
    /// <param name="archive">The backup's file.</param>
    /// <param name="root">Where to, absolute; missing or empty.</param>
    /// <param name="server">The server that is to hold the ledger, in an empty schema; null for a file.</param>
    /// <param name="files">The file port.</param>
    /// <param name="clock">The clock.</param>
    public static BackupContent Run(string archive, string root, PostgresAddress? server, IFiles files, TimeProvider clock)
        => FileProblem.Translate($"Restoring '{archive}'", () =>
        {
            if (File.Exists(root) || (Directory.Exists(root) && Directory.EnumerateFileSystemEntries(root).Any()))
            {
                throw new ProblemException(BackupProblem.NotEmpty(root));
            }

            if (!File.Exists(archive))
            {
                throw NoBackup(archive, "there is no such file");
            }

            var part = $"{root}.restore-{Environment.ProcessId}";
            try
            {
                var content = Extract(archive, part, files);
                if (server is not null)
                {
                    MoveLedger(part, server, clock, files);
                }

                if (Directory.Exists(root))
                {
                    Directory.Delete(root);
                }

                files.MoveFolder(part, root);
                files.FlushFolder(Path.GetDirectoryName(root)!);
                return content;
            }
            finally
            {
                files.DeleteFolder(part);
            }
        });

    private static BackupContent Extract(string archive, string part, IFiles files)
    {
        var found = new Dictionary<string, SnapshotFile>(StringComparer.Ordinal);
        BackupContent? content = null;
        try
        {
            using var stream = files.OpenRead(archive);
            using var reader = new TarReader(stream);
            files.CreateClosedFolder(part);
            while (reader.GetNextEntry() is { } entry)
            {
                if (content is not null || entry.EntryType is not (TarEntryType.RegularFile or TarEntryType.V7RegularFile))
                {
                    throw NoBackup(archive, content is not null ? $"'{entry.Name}' follows its end" : $"'{entry.Name}' is no file");
                }

                if (entry.Name == BackupContent.EntryName)
                {
                    content = Read(archive, entry);
                }
                else
                {
                    var path = PathOf(archive, part, entry.Name);
                    found.Add(entry.Name, File.Exists(path) || Directory.Exists(path) ? throw NoBackup(archive, $"'{entry.Name}' is in it twice") : Write(entry, path, files));
                }
            }
        }
        catch (Exception e) when (e is InvalidDataException or EndOfStreamException or FormatException or JsonException)
        {
            throw new ProblemException(BackupProblem.NoBackup(archive, e.Message.TrimEnd('.')), e);
        }

        return Checked(archive, content, found);
    }

    private static BackupContent Checked(string archive, BackupContent? content, Dictionary<string, SnapshotFile> found)
    {
        if (content is null || !found.ContainsKey(WorkspaceLayout.LedgerFile))
        {
            throw NoBackup(archive, "it is cut short");
        }

        if (content.Format > BackupContent.CurrentFormat)
        {
            throw NoBackup(archive, $"it has format {content.Format}, and this program knows formats up to {BackupContent.CurrentFormat}");
        }

        foreach (var file in content.Files)
        {
            if (!found.Remove(file.Name, out var written) || written != file)
            {
                throw new ProblemException(BackupProblem.Changed(file.Name));
            }
        }

        return found.Count == 0 ? content : throw new ProblemException(BackupProblem.Changed(found.Keys.Order(StringComparer.Ordinal).First()));
    }

    private static BackupContent Read(string archive, TarEntry entry)
        => entry is { Length: <= LargestContentBytes, DataStream: { } data }
            ? JsonSerializer.Deserialize<BackupContent>(data, StepKey.Json) ?? throw NoBackup(archive, $"{BackupContent.EntryName} is null")
            : throw NoBackup(archive, $"{BackupContent.EntryName} is too large");

    private static string PathOf(string archive, string part, string name)
    {
        var names = name.Split('/');
        var isKnown = name == WorkspaceLayout.LedgerFile || (names.Length is > 1 and <= 12 && BackupContent.Folders.Contains(names[0], StringComparer.Ordinal));
        return isKnown && names.All(SafePath.IsBare) ? SafePath.Below(part, names) : throw NoBackup(archive, $"'{name}' is no place in a workspace");
    }

    private static SnapshotFile Write(TarEntry entry, string path, IFiles files)
    {
        files.CreateFolder(Path.GetDirectoryName(path)!);
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        long bytes = 0;
        using (var file = entry.Name == WorkspaceLayout.LedgerFile ? new FileStream(path, OwnersFile.New) : new FileStream(path, FileMode.CreateNew, FileAccess.Write, FileShare.None))
        {
            var buffer = new byte[1 << 20];
            for (int read; entry.DataStream is { } data && (read = data.Read(buffer)) > 0; bytes += read)
            {
                hash.AppendData(buffer, 0, read);
                file.Write(buffer, 0, read);
            }

            file.Flush(flushToDisk: true);
        }

        if (entry.Name.StartsWith("snapshots/", StringComparison.Ordinal) || entry.Name.StartsWith("models/", StringComparison.Ordinal))
        {
            files.Protect(path);
        }

        return new SnapshotFile(entry.Name, bytes, Convert.ToHexStringLower(hash.GetHashAndReset()));
    }

    private static void MoveLedger(string part, PostgresAddress server, TimeProvider clock, IFiles files)
    {
        var file = Path.Combine(part, WorkspaceLayout.LedgerFile);
        using (var ledger = SqliteLedger.Open(file, clock))
        using (var target = PostgresLedger.Open(server, clock))
        {
            target.Fill(ledger);
            ledger.FoldLog();
        }

        files.DeleteFile(file);
        WorkspaceLayout.Prepare(part, files, server);
    }

    private static ProblemException NoBackup(string archive, string why) => new(BackupProblem.NoBackup(archive, why));
}
