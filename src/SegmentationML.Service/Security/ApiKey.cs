using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace SegmentationML.Service.Security;

/// <summary>The text of a key: <c>segml_ID_SECRET</c>, where the secret is 256 random bits in base64url. Only the digest of the whole text is kept.</summary>
internal static class ApiKey
{
    private const string Prefix = "segml_";
    private const int SecretBytes = 32;
    private const int IdLength = 12;
    private const int SecretLength = 43;

    /// <summary>A new key.</summary>
    /// <returns>Its id, which is no secret, and its text, which is shown once.</returns>
    public static (string Id, string Text) Create()
    {
        var id = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(IdLength / 2));
        return (id, $"{Prefix}{id}_{Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(SecretBytes))}");
    }

    /// <summary>The id in a key's text; null when it does not look like one.</summary>
    public static string? IdOf(string text)
        => text.Length == Prefix.Length + IdLength + 1 + SecretLength && text.StartsWith(Prefix, StringComparison.Ordinal) && text[Prefix.Length + IdLength] == '_'
            ? text.Substring(Prefix.Length, IdLength)
            : null;

    /// <summary>What is kept of a key: SHA-256 over its text. The secret's 256 bits leave nothing to guess, so no slower digest is needed.</summary>
    public static byte[] Digest(string text) => SHA256.HashData(Encoding.UTF8.GetBytes(text));

    /// <summary>Compares in a time that does not depend on the digests.</summary>
    public static bool Matches(string text, ReadOnlySpan<byte> digest) => CryptographicOperations.FixedTimeEquals(Digest(text), digest);
}
