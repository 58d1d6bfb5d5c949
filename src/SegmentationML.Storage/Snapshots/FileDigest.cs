using System.Runtime.ExceptionServices;
using System.Security.Cryptography;
using SegmentationML.Pipeline.Ports;
using SegmentationML.Storage.Files;

namespace SegmentationML.Storage.Snapshots;

/// <summary>Length and SHA-256 of files, several at a time.</summary>
internal static class FileDigest
{
    private const int BufferBytes = 1 << 20;

    /// <summary>Measures one file by reading all of it.</summary>
    public static SnapshotFile Of(IFiles files, string path)
    {
        using var stream = files.OpenRead(path);
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var buffer = new byte[BufferBytes];
        long length = 0;
        for (int read; (read = stream.Read(buffer)) > 0; length += read)
        {
            hash.AppendData(buffer, 0, read);
        }

        return new SnapshotFile(Path.GetFileName(path), length, Convert.ToHexStringLower(hash.GetHashAndReset()));
    }

    /// <summary>Runs an action for each path in parallel and gives the results in the order of the paths; the first failure is thrown as it was.</summary>
    public static T[] ForEach<T>(IReadOnlyList<string> paths, Func<string, T> action)
    {
        var results = new T[paths.Count];
        try
        {
            Parallel.For(0, paths.Count, i => results[i] = action(paths[i]));
        }
        catch (AggregateException e)
        {
            ExceptionDispatchInfo.Throw(e.InnerExceptions[0]);
        }

        return results;
    }
}
