using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace SegmentationML.Storage.Ledger;

/// <summary>A message to another system.</summary>
/// <param name="Sequence">Its place in the order of changes, 1 and up with gaps.</param>
/// <param name="Topic">What kind of message; says who delivers it.</param>
/// <param name="Payload">The content, JSON.</param>
/// <param name="Time">When the change was made.</param>
/// <param name="State">What has become of it.</param>
/// <param name="Attempts">How often its delivery was tried without success.</param>
/// <param name="Settled">When it was delivered or refused; null while it is pending.</param>
/// <param name="Problem">Why the last attempt failed; null when none did.</param>
public sealed record OutboxMessage(long Sequence, string Topic, string Payload, DateTimeOffset Time, OutboxState State, long Attempts, DateTimeOffset? Settled, string? Problem)
{
    /// <summary>Which webhook, or which receiver of alerts; null for messages to those who follow runs.</summary>
    public string? Target { get; init; }

    /// <summary>When it is tried next, for one with a target.</summary>
    public DateTimeOffset? Due { get; init; }

    /// <summary>The message's name for the receiver, which knows by it what it has received already: 32 hexadecimal digits over sequence, time, topic and payload.</summary>
    /// <remarks>Time and payload take part, so that a ledger that begins anew after a loss does not give out a name twice.</remarks>
    public string Id
    {
        get
        {
            var text = string.Join('\n', Sequence.ToString(CultureInfo.InvariantCulture), Timestamp.Text(Time), Topic, Payload);
            return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)))[..32];
        }
    }
}
