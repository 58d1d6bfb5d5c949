using System.Data.Common;
using System.Text.Json;

namespace SegmentationML.Storage.Ledger;

/// <summary>Calls that bear a key of their own, so that one that is sent again is answered again and not done again. Kept for a day.</summary>
public sealed class RepeatedCalls
{
    private static readonly TimeSpan KeptFor = TimeSpan.FromHours(24);
    private readonly LedgerDatabase _database;
    private readonly TimeProvider _clock;

    internal RepeatedCalls(LedgerDatabase database, TimeProvider clock) => (_database, _clock) = (database, clock);

    /// <summary>Enters a call, or says what is known of it.</summary>
    /// <param name="caller">Whose key it is: callers do not share them.</param>
    /// <param name="key">The call's key.</param>
    /// <param name="fingerprint">A digest of all that was asked for.</param>
    /// <param name="holder">This process: a name that no other has, also not the same program started anew.</param>
    /// <param name="longest">No call takes longer: one of another process that began before that is over.</param>
    public (RepeatState State, RecordedAnswer? Answer) Begin(string caller, string key, string fingerprint, string holder, TimeSpan longest)
    {
        var now = Timestamp.Now(_clock);
        return _database.Write<(RepeatState, RecordedAnswer?)>(c =>
        {
            c.Execute("DELETE FROM repeated_calls WHERE begun < @end", ("end", now - KeptFor));
            if (c.Query("SELECT fingerprint, begun, holder, status, headers, body FROM repeated_calls WHERE caller = @caller AND key = @key", Row, ("caller", caller), ("key", key)) is [var known])
            {
                return known.Fingerprint != fingerprint ? (RepeatState.OtherCall, null)
                    : known.Answer is { } answer ? (RepeatState.Answered, (RecordedAnswer?)answer)
                    : known.Holder == holder || now - known.Begun < longest ? (RepeatState.UnderWay, null)
                    : (RepeatState.CutOff, null);
            }

            c.Execute(
                "INSERT INTO repeated_calls (caller, key, fingerprint, begun, holder) VALUES (@caller, @key, @fingerprint, @begun, @holder)",
                ("caller", caller), ("key", key), ("fingerprint", fingerprint), ("begun", now), ("holder", holder));
            return (RepeatState.First, null);
        });
    }

    /// <summary>Notes the answer of a call that was entered.</summary>
    /// <param name="caller">Whose key it is.</param>
    /// <param name="key">The call's key.</param>
    /// <param name="answer">The answer.</param>
    public void Answer(string caller, string key, RecordedAnswer answer)
        => _database.Write(c => c.Execute(
            "UPDATE repeated_calls SET status = @status, headers = @headers, body = @body WHERE caller = @caller AND key = @key",
            ("caller", caller), ("key", key), ("status", answer.Status), ("headers", JsonSerializer.Serialize(answer.Headers)), ("body", Convert.ToBase64String(answer.Body))));

    /// <summary>Forgets a call that came to nothing: it may be sent again.</summary>
    /// <param name="caller">Whose key it is.</param>
    /// <param name="key">The call's key.</param>
    public void Forget(string caller, string key)
        => _database.Write(c => c.Execute("DELETE FROM repeated_calls WHERE caller = @caller AND key = @key AND status IS NULL", ("caller", caller), ("key", key)));

    private static (string Fingerprint, DateTimeOffset Begun, string Holder, RecordedAnswer? Answer) Row(DbDataReader row) => (
        row.GetString(0), row.Time(1), row.GetString(2),
        row.IntegerOrNull(3) is { } status ? new RecordedAnswer((int)status, JsonSerializer.Deserialize<Dictionary<string, string>>(row.GetString(4))!, Convert.FromBase64String(row.GetString(5))) : null);
}
