using System.Text;
using SegmentationML.Core;

namespace SegmentationML.Pipeline.Ingest.Files;

/// <summary>Turns a text file into what the engine reads best: plain UTF-8 on the disk. Unpacks gzip, checks that it is whole, and transcodes, in bounded memory.</summary>
internal static class PlainText
{
    private const int BlockBytes = LineLengths.Limit;

    /// <summary>The path of the plain file: the file itself when it is plain, else a new file.</summary>
    /// <param name="file">The file.</param>
    /// <param name="encoding">The declared encoding.</param>
    /// <param name="folder">Where a new file may be written.</param>
    /// <param name="cancellation">Ends the work.</param>
    public static string Of(SourceFile file, string encoding, string folder, CancellationToken cancellation)
    {
        var from = TextEncodings.Find(encoding)!;
        var isUtf8 = from.WebName == "utf-8";
        if (isUtf8)
        {
            RefuseOtherUnicode(file);
        }

        if (isUtf8 && !file.IsGzip)
        {
            return file.Path;
        }

        var plain = Path.Combine(folder, "plain.txt");
        try
        {
            Write(file, isUtf8 ? null : from, plain, cancellation);
            return plain;
        }
        catch (InvalidDataException e)
        {
            throw new ProblemException(new Problem("SEG-ING-016", $"Source {file.Source}: the gzip file {file.Path} is damaged or cut short.", "Deliver it again, whole; nothing of it was loaded."), e);
        }
        catch (DecoderFallbackException e)
        {
            throw new ProblemException(new Problem("SEG-ING-015", $"Source {file.Source}: {file.Path} holds bytes that are no {encoding}.", "Declare the encoding that the file is written in (csv.encoding), or mend the file."), e);
        }
        catch (IOException e)
        {
            throw new ProblemException(new Problem("SEG-ING-011", $"Source {file.Source}: {file.Path} cannot be unpacked: {e.Message}", "Check that the file is readable and that the workspace's disk has room for it unpacked."), e);
        }
    }

    private static void Write(SourceFile file, Encoding? from, string target, CancellationToken cancellation)
    {
        using var packed = new FileStream(file.Path, FileMode.Open, FileAccess.Read, FileShare.Read, BlockBytes, FileOptions.SequentialScan);
        using var output = new FileStream(target, FileMode.Create, FileAccess.Write, FileShare.None, 1);
        var lines = new LineLengths(file.Source, file.Path);
        var transcoder = from is null ? null : new Transcoder(from, output);
        void Take(ReadOnlyMemory<byte> block)
        {
            cancellation.ThrowIfCancellationRequested();
            lines.Check(block.Span);
            if (transcoder is null)
            {
                output.Write(block.Span);
            }
            else
            {
                transcoder.Write(block.Span);
            }
        }

        if (file.IsGzip)
        {
            GzipTail.Unpack(packed, BlockBytes, Take);
        }
        else
        {
            var buffer = new byte[BlockBytes];
            for (int read; (read = packed.ReadAtLeast(buffer, buffer.Length, throwOnEndOfStream: false)) > 0;)
            {
                Take(buffer.AsMemory(0, read));
            }
        }

        transcoder?.Complete();
    }

    private static void RefuseOtherUnicode(SourceFile file)
    {
        if (file.IsGzip)
        {
            return;
        }

        Span<byte> mark = stackalloc byte[2];
        using var stream = File.OpenRead(file.Path);
        if (stream.ReadAtLeast(mark, 2, throwOnEndOfStream: false) == 2 && (mark.SequenceEqual<byte>([0xFF, 0xFE]) || mark.SequenceEqual<byte>([0xFE, 0xFF])))
        {
            throw new ProblemException(new Problem("SEG-ING-015", $"Source {file.Source}: {file.Path} begins with the mark of UTF-16.", "Set csv.encoding to utf-16."));
        }
    }
}
