using System.Text;

namespace SegmentationML.Pipeline.Ingest;

/// <summary>Finds encodings by name, code pages included.</summary>
internal static class TextEncodings
{
    /// <summary>A strict encoding (invalid bytes throw), or null when the name is unknown.</summary>
    /// <param name="name">IANA name, in any case.</param>
    public static Encoding? Find(string name)
    {
        try
        {
            var provided = CodePagesEncodingProvider.Instance.GetEncoding(name, EncoderFallback.ExceptionFallback, DecoderFallback.ExceptionFallback);
            return provided ?? Encoding.GetEncoding(name, EncoderFallback.ExceptionFallback, DecoderFallback.ExceptionFallback);
        }
        catch (Exception e) when (e is ArgumentException or NotSupportedException)
        {
            return null;
        }
    }
}
