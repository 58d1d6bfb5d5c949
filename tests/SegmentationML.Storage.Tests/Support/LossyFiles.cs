using SegmentationML.Storage.Files;

namespace SegmentationML.Storage.Tests.Support;

/// <summary>A disk that loses on power failure what was not flushed: bytes of files, and renames in folders.</summary>
/// <param name="inner">What really writes; its faults come first.</param>
internal sealed class LossyFiles(IFiles inner) : IFiles
{
    private readonly Lock _gate = new();
    private readonly HashSet<string> _flushed = new(StringComparer.Ordinal);
    private readonly List<(string From, string To, bool IsFolder)> _renames = [];

    /// <summary>Ends the power: renames whose folder was not flushed are undone, the newest first; files below a folder that were never flushed are empty.</summary>
    /// <param name="folder">The folder to look through.</param>
    public void PowerOff(string folder)
    {
        foreach (var (from, to, isFolder) in Enumerable.Reverse(_renames))
        {
            if (isFolder && Directory.Exists(to))
            {
                Rename(to, from);
                Directory.Move(to, from);
            }
            else if (!isFolder && File.Exists(to))
            {
                File.Delete(to);
            }
        }

        foreach (var file in Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories).Where(f => !_flushed.Contains(f)))
        {
            File.Delete(file);
            File.WriteAllBytes(file, []);
        }
    }

    public void CreateFolder(string folder) => inner.CreateFolder(folder);

    public void CreateClosedFolder(string folder) => inner.CreateClosedFolder(folder);

    public void Write(string path, ReadOnlySpan<byte> bytes)
    {
        inner.Write(path, bytes);
        Locked(() => _flushed.Remove(path));
    }

    public Stream OpenRead(string path) => inner.OpenRead(path);

    public void Flush(string path)
    {
        inner.Flush(path);
        Locked(() => _flushed.Add(path));
    }

    public void FlushFolder(string folder)
    {
        inner.FlushFolder(folder);
        Locked(() => _renames.RemoveAll(r => Path.GetDirectoryName(r.To) == folder));
    }

    public void Protect(string path) => inner.Protect(path);

    public void Touch(string path, DateTimeOffset time) => inner.Touch(path, time);

    public void MoveFile(string from, string to)
    {
        inner.MoveFile(from, to);
        Locked(() =>
        {
            _renames.Add((from, to, false));
            if (_flushed.Remove(from))
            {
                _flushed.Add(to);
            }
        });
    }

    public void MoveFolder(string from, string to)
    {
        inner.MoveFolder(from, to);
        Locked(() =>
        {
            _renames.Add((from, to, true));
            Rename(from, to);
        });
    }

    public void Copy(string from, string to) => inner.Copy(from, to);

    public void DeleteFile(string path) => inner.DeleteFile(path);

    public void DeleteEmptyFolder(string folder) => inner.DeleteEmptyFolder(folder);

    public void DeleteFolder(string folder) => inner.DeleteFolder(folder);

    private void Locked(Action action)
    {
        lock (_gate)
        {
            action();
        }
    }

    private void Rename(string from, string to)
    {
        foreach (var file in _flushed.Where(f => f.StartsWith(from + Path.DirectorySeparatorChar, StringComparison.Ordinal)).ToArray())
        {
            _flushed.Remove(file);
            _flushed.Add(to + file[from.Length..]);
        }
    }
}
