using System.Security.Cryptography;
using System.Text;

namespace SegmentationML.Pipeline.Report;

/// <summary>Style and scripts of the page, embedded in this library, and the security policy that admits them by digest.</summary>
internal static class ReportAssets
{
    /// <summary>The page's style sheet.</summary>
    public static string Style { get; } = Read("report.css");

    /// <summary>Apache ECharts, minified.</summary>
    public static string Charts { get; } = Read("echarts.min.js");

    /// <summary>The page's own script.</summary>
    public static string Script { get; } = Read("report.js");

    /// <summary>The digests of both scripts, as a security policy names them.</summary>
    public static string ScriptDigests { get; } = $"{Digest(Charts)} {Digest(Script)}";

    /// <summary>Nothing may be loaded; only the two scripts may run. Style attributes are allowed: tooltips carry them.</summary>
    public static string SecurityPolicy { get; }
        = $"default-src 'none'; script-src {ScriptDigests}; style-src 'unsafe-inline'; img-src data:; base-uri 'none'; form-action 'none'";

    private static string Digest(string script) => $"'sha256-{Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(script)))}'";

    /// <summary>A parser of HTML turns CR LF into LF before it digests a script, so files are read that way.</summary>
    private static string Read(string name)
    {
        using var stream = typeof(ReportAssets).Assembly.GetManifestResourceStream($"report/{name}")
            ?? throw new InvalidOperationException($"The library was built without its resource 'report/{name}'.");
        using var reader = new StreamReader(stream, Encoding.UTF8);
        return reader.ReadToEnd().Replace("\r\n", "\n", StringComparison.Ordinal);
    }
}
