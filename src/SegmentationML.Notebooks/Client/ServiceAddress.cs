using SegmentationML.Core;

namespace SegmentationML.Notebooks.Client;

/// <summary>Where a service is, and the key to it.</summary>
/// <param name="Url">Scheme, host and port.</param>
/// <param name="Key">The key's text, <c>segml_…</c>; a secret.</param>
public sealed record ServiceAddress(Uri Url, string Key)
{
    /// <summary>The environment variable that holds the key where no file is named.</summary>
    public const string KeyVariable = "SEGML_KEY";

    /// <summary>Reads an address.</summary>
    /// <param name="server">The service, such as <c>http://127.0.0.1:8700</c>.</param>
    /// <param name="keyFile">A file that holds the key alone; null for <see cref="KeyVariable"/>.</param>
    /// <exception cref="ProblemException">The address is none, or there is no key.</exception>
    public static ServiceAddress Read(string server, string? keyFile)
    {
        if (!Uri.TryCreate(server, UriKind.Absolute, out var url) || url.Scheme is not ("http" or "https") || url.AbsolutePath != "/" || url.UserInfo.Length > 0 || url.Query.Length > 0)
        {
            throw new ProblemException(new Problem("SEG-CLNT-001", "The address of the server is none.", "Write scheme, host and port, such as https://segments.example or http://127.0.0.1:8700; the key goes elsewhere."));
        }

        var key = (keyFile is null ? Environment.GetEnvironmentVariable(KeyVariable) : FromFile(keyFile))?.Trim();
        return string.IsNullOrEmpty(key) || key.Any(c => c is <= ' ' or >= '\x7f')
            ? throw new ProblemException(new Problem("SEG-CLNT-002", "There is no key for the server.", $"Name a file that holds it with --key-file, or set {KeyVariable}; an admin makes one with `segml key add`."))
            : new ServiceAddress(url, key);
    }

    /// <summary>The address without the key.</summary>
    public override string ToString() => Url.GetLeftPart(UriPartial.Authority);

    private static string FromFile(string path)
    {
        try
        {
            return File.ReadAllText(path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new ProblemException(new Problem("SEG-CLNT-002", $"The key cannot be read from {path}: {e.Message.TrimEnd('.')}.", "Check path and rights."), e);
        }
    }
}
