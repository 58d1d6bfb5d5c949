using System.Collections.Concurrent;
using SegmentationML.Storage.Files;
using SegmentationML.Storage.Ledger;

namespace SegmentationML.Storage.Tests.Support;

/// <summary>How a call fails.</summary>
internal enum Fault
{
    /// <summary>It throws before anything is done, once.</summary>
    Before,

    /// <summary>It is done and then throws all the same, once.</summary>
    After,

    /// <summary>From it on nothing is done any more, as if the process had been killed there.</summary>
    FromThenOn,
}

/// <summary>The file system and the ledger's commits, with the k-th change failing.</summary>
/// <param name="fault">How it fails.</param>
internal sealed class FaultyFiles(Fault fault) : IFiles
{
    private const int NoSpaceLeft = 28;
    private readonly PhysicalFiles _files = new();
    private int _calls;
    private int _failAt = int.MaxValue;

    /// <summary>Calls since <see cref="Arm"/>.</summary>
    public int Calls => _calls;

    /// <summary>What was called since <see cref="Arm"/>, such as <c>flush policies.parquet</c>; calls that run at the same time come in any order.</summary>
    public ConcurrentQueue<string> Log { get; } = [];

    /// <summary>Lets the k-th call from now on fail.</summary>
    public void Arm(int k)
    {
        _calls = 0;
        Log.Clear();
        _failAt = k;
    }

    public void Watch(LedgerDatabase ledger)
        => ledger.Faults = moment =>
        {
            if (moment == "commit")
            {
                Reach("commit");
            }
            else if (fault == Fault.After && _calls == _failAt)
            {
                throw Failure();
            }
        };

    public void CreateFolder(string folder) => Call("create", folder, () => _files.CreateFolder(folder));

    public void CreateClosedFolder(string folder) => Call("create", folder, () => _files.CreateClosedFolder(folder));

    public void Write(string path, ReadOnlySpan<byte> bytes)
    {
        var copy = bytes.ToArray();
        Call("write", path, () => _files.Write(path, copy));
    }

    public Stream OpenRead(string path)
    {
        Stream? stream = null;
        Call("read", path, () => stream = _files.OpenRead(path), undo: () => stream?.Dispose());
        return stream!;
    }

    public void Flush(string path) => Call("flush", path, () => _files.Flush(path));

    public void FlushFolder(string folder) => Call("flush folder", folder, () => _files.FlushFolder(folder));

    public void Protect(string path) => Call("protect", path, () => _files.Protect(path));

    public void Touch(string path, DateTimeOffset time) => Call("touch", path, () => _files.Touch(path, time));

    public void MoveFile(string from, string to) => Call("move", to, () => _files.MoveFile(from, to));

    public void MoveFolder(string from, string to) => Call("move", to, () => _files.MoveFolder(from, to));

    public void Copy(string from, string to) => Call("copy", to, () => _files.Copy(from, to));

    public void DeleteEmptyFolder(string folder) => Call("delete", folder, () => _files.DeleteEmptyFolder(folder));

    public void DeleteFile(string path) => Call("delete", path, () => _files.DeleteFile(path));

    public void DeleteFolder(string folder) => Call("delete", folder, () => _files.DeleteFolder(folder));

    private static IOException Failure() => new("No space left on device", NoSpaceLeft);

    private void Reach(string what)
    {
        Log.Enqueue(what);
        var call = Interlocked.Increment(ref _calls);
        if ((fault == Fault.Before && call == _failAt) || (fault == Fault.FromThenOn && call >= _failAt))
        {
            throw Failure();
        }
    }

    private void Call(string verb, string path, Action action, Action? undo = null)
    {
        Reach($"{verb} {Path.GetFileName(path)}");
        action();
        if (fault == Fault.After && _calls == _failAt)
        {
            undo?.Invoke();
            throw Failure();
        }
    }
}
