using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace SegmentationML.Service.Webhooks;

/// <summary>The signature of Standard Webhooks: HMAC-SHA-256 over <c>id.timestamp.body</c>.</summary>
internal static class WebhookSignature
{
    private const string SecretPrefix = "whsec_";

    /// <summary>One signature of <c>webhook-signature</c>, which holds one for each secret that signs, a space between them: <c>v1,</c> and the digest in base64.</summary>
    /// <param name="secret"><c>whsec_</c> and the key in base64.</param>
    /// <param name="id">The delivery's name.</param>
    /// <param name="seconds">The time of sending, seconds since 1970.</param>
    /// <param name="body">The body as it is sent.</param>
    public static string Of(string secret, string id, long seconds, string body)
    {
        var key = Convert.FromBase64String(secret[SecretPrefix.Length..]);
        return $"v1,{Convert.ToBase64String(HMACSHA256.HashData(key, Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{id}.{seconds}.{body}"))))}";
    }
}
