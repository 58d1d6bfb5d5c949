using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace SegmentationML.Storage.Ledger.Postgres;

/// <summary>The number under which PostgreSQL keeps an advisory lock: the first eight bytes of a SHA-256 over what is locked.</summary>
internal static class AdvisoryKey
{
    /// <summary>The key of a thing in a schema.</summary>
    public static long Of(string schema, string thing)
        => BinaryPrimitives.ReadInt64BigEndian(SHA256.HashData(Encoding.UTF8.GetBytes($"segml\n{schema}\n{thing}")));
}
