using System.Globalization;
using System.Security.Cryptography;
using SegmentationML.Core;
using SegmentationML.Core.Governance.Audit;
using SegmentationML.Pipeline.Definition;
using SegmentationML.Pipeline.Ports;

namespace SegmentationML.Storage.Ledger;

/// <summary>The persons of the workspace and the keys of their pseudonyms. Nothing but this tells whom a pseudonym stands for.</summary>
public sealed class PersonBook : IPersonBook
{
    /// <summary>Persons who get their keys in one change of the ledger: others wait a fraction of a second for it, however many there are in all.</summary>
    private const int PersonsOfAChange = 20_000;

    private readonly LedgerDatabase _database;
    private readonly TimeProvider _clock;

    internal PersonBook(LedgerDatabase database, TimeProvider clock) => (_database, _clock) = (database, clock);

    /// <inheritdoc/>
    public string State
    {
        get
        {
            var (secret, erasures) = _database.Write(PersonRows.State);
            return string.Create(CultureInfo.InvariantCulture, $"{Convert.ToHexStringLower(SHA256.HashData(secret))[..16]}-{erasures}");
        }
    }

    /// <inheritdoc/>
    public IReadOnlyList<string?> Enter(string column, IReadOnlyList<string> persons)
    {
        ArgumentNullException.ThrowIfNull(persons);
        var keys = Keys(column, persons);
        if (persons.Where(p => !keys.ContainsKey(p)).ToArray() is { Length: > 0 } strangers)
        {
            foreach (var part in strangers.Chunk(PersonsOfAChange))
            {
                _database.Write(connection => PersonRows.Add(connection, column, part));
            }

            keys = Keys(column, persons);
        }

        var pseudonyms = new string?[persons.Count];
        Parallel.For(0, pseudonyms.Length, i => pseudonyms[i] = keys.TryGetValue(persons[i], out var key) ? PersonRows.Pseudonym(key, column, persons[i]) : null);
        return pseudonyms;
    }

    /// <inheritdoc/>
    public string? Find(string column, string person) => _database.Read(connection => PersonRows.Find(connection, column, person));

    /// <summary>All persons of a column, in order.</summary>
    /// <param name="column">The column; null for all.</param>
    public IReadOnlyList<PersonRecord> List(string? column = null) => _database.Read(connection => PersonRows.List(connection, column));

    /// <summary>Persons by their identifier or their pseudonym: one for each column that knows it, as a rule one or none.</summary>
    /// <param name="name">The identifier or the pseudonym.</param>
    public IReadOnlyList<PersonRecord> Search(string name)
    {
        var isPseudonym = PersonKey.IsPseudonym(name);
        return [.. List().Where(p => isPseudonym ? p.Pseudonym == name : p.Person == name)];
    }

    /// <summary>Deletes a person's key, records it in the audit chain under the pseudonym, and sees to it that the bytes are gone from the database.</summary>
    /// <param name="person">Whom.</param>
    /// <param name="forGood">Whether they stay erased where a source still holds them.</param>
    /// <param name="by">Who decided.</param>
    /// <param name="reason">Why.</param>
    internal void Erase(PersonRecord person, bool forGood, string by, string reason)
    {
        _database.Write(connection =>
        {
            PersonRows.Erase(connection, person, forGood);
            AuditRows.Append(connection, AuditEvent.Of("person.erased", person.Pseudonym, by, ("column", person.Column), ("reason", reason), ("stays", forGood ? "erased" : null)), Timestamp.Now(_clock));
        });
        Scrub();
    }

    /// <summary>Forgets that anybody was erased.</summary>
    /// <param name="by">Who decided.</param>
    /// <param name="reason">Why.</param>
    /// <returns>How many persons there were.</returns>
    public int Lift(string by, string reason)
    {
        var lifted = _database.Write(connection =>
        {
            var count = PersonRows.Lift(connection);
            if (count > 0)
            {
                AuditRows.Append(connection, AuditEvent.Of("person.lifted", "persons", by, ("count", count.ToString(CultureInfo.InvariantCulture)), ("reason", reason)), Timestamp.Now(_clock));
            }

            return count;
        });
        Scrub();
        return lifted;
    }

    /// <summary>Sees to it that the bytes of what was deleted are gone from the database.</summary>
    /// <exception cref="ProblemException">Another process stands in the way.</exception>
    public void Scrub()
    {
        if (!_database.Scrub("person_keys", "person_tombstones"))
        {
            throw new ProblemException(new Problem("SEG-PRIV-007", "The key is deleted, but another process reads the ledger, so that its log could not be emptied of the old bytes.", "End the service and other commands, then run `segml erase --scrub`."));
        }
    }

    private Dictionary<string, byte[]> Keys(string column, IReadOnlyList<string> persons) => _database.Read(connection => PersonRows.Keys(connection, column, persons));
}
