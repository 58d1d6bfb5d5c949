using System.Security.Cryptography;
using SegmentationML.Core;

namespace SegmentationML.Pipeline.Ingest.Files;

/// <summary>Reads a file once for its length and SHA-256.</summary>
internal static class FileDigest
{
    private const int BlockBytes = 1 << 20;

    /// <summary>Hashes a file.</summary>
    /// <param name="source">The source's name, for messages.</param>
    /// <param name="path">Absolute.</param>
    /// <param name="isText">True when the file is plain text that is read by lines: a line longer than the engine takes is refused here, in bounded memory.</param>
    /// <param name="cancellation">Ends the reading.</param>
    public static (long Bytes, string Sha256) Compute(string source, string path, bool isText, CancellationToken cancellation)
    {
        try
        {
            using var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, 1, FileOptions.SequentialScan);
            using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
            var lines = new LineLengths(source, path);
            var block = new byte[BlockBytes];
            long bytes = 0;
            for (int read; (read = stream.ReadAtLeast(block, block.Length, throwOnEndOfStream: false)) > 0; bytes += read)
            {
                cancellation.ThrowIfCancellationRequested();
                hash.AppendData(block, 0, read);
                if (isText)
                {
                    lines.Check(block.AsSpan(0, read));
                }
            }

            return bytes > 0
                ? (bytes, Convert.ToHexStringLower(hash.GetHashAndReset()))
                : throw new ProblemException(new Problem("SEG-ING-012", $"Source {source}: {path} is empty (0 bytes).", "Check how the file came about; remove it, or deliver it again."));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new ProblemException(new Problem("SEG-ING-011", $"Source {source}: {path} cannot be read: {e.Message}", "Check that it is a file that this user may read."), e);
        }
    }
}
