using System.Security.Cryptography;
using System.Text;
using SegmentationML.Core;
using SegmentationML.Pipeline.Definition;
using SegmentationML.Storage.Snapshots;

namespace SegmentationML.Storage.Ledger;

/// <summary>The SQL over persons and their keys; every method works inside the caller's transaction.</summary>
/// <remarks>
/// A pseudonym is the first half of HMAC-SHA256 over column and identifier under the person's own key of 256 random bits: with the key it can be proven whom it stands for, without it nobody can tell, not
/// even by trying out all identifiers. Who was erased and is to stay so is known by a keyed digest alone.
/// </remarks>
internal static class PersonRows
{
    private const int KeyBytes = 32;
    private const int PseudonymBytes = 16;
    private const int FewPersons = 500;
    private const int RowsOfAStatement = 60; // SQLite looks each parameter up by its name, one after the other: longer statements take longer a row.

    /// <summary>The keys of those who have one.</summary>
    public static Dictionary<string, byte[]> Keys(LedgerConnection connection, string column, IReadOnlyList<string> persons)
    {
        var keys = new Dictionary<string, byte[]>(StringComparer.Ordinal);
        if (persons.Count > FewPersons)
        {
            foreach (var (person, secret) in connection.Query("SELECT person, secret FROM person_keys WHERE column_name = @column", row => (row.GetString(0), row.GetFieldValue<byte[]>(1)), ("column", column)))
            {
                keys.Add(person, secret);
            }

            return keys;
        }

        foreach (var person in persons)
        {
            if (connection.Query("SELECT secret FROM person_keys WHERE column_name = @column AND person = @person", row => row.GetFieldValue<byte[]>(0), ("column", column), ("person", person)) is [var secret])
            {
                keys.Add(person, secret);
            }
        }

        return keys;
    }

    /// <summary>Gives keys to those who have none and were not erased for good.</summary>
    public static void Add(LedgerConnection connection, string column, IReadOnlyList<string> persons)
    {
        var erased = Erased(connection, column, persons);
        foreach (var part in persons.Where(p => !erased.Contains(p)).Chunk(RowsOfAStatement))
        {
            Insert(connection, column, part);
        }
    }

    /// <summary>The pseudonym of one person, who gets a key where there is none; null for one who was erased for good.</summary>
    public static string? Enter(LedgerConnection connection, string column, string person)
    {
        Add(connection, column, [person]);
        return Find(connection, column, person);
    }

    /// <summary>The pseudonym of a person by the key.</summary>
    public static string Pseudonym(byte[] key, string column, string person) => $"p-{Convert.ToHexStringLower(HMACSHA256.HashData(key, Text(column, person)).AsSpan(0, PseudonymBytes))}";

    /// <summary>The pseudonym of a person; null when there is no key.</summary>
    public static string? Find(LedgerConnection connection, string column, string person)
        => connection.Query("SELECT secret FROM person_keys WHERE column_name = @column AND person = @person", row => row.GetFieldValue<byte[]>(0), ("column", column), ("person", person)).FirstOrDefault() is { } key ? Pseudonym(key, column, person) : null;

    /// <summary>All persons of a column, or of all, with their pseudonyms, in order.</summary>
    public static List<PersonRecord> List(LedgerConnection connection, string? column)
        => connection.Query(
            "SELECT column_name, person, secret FROM person_keys WHERE CAST(@column AS TEXT) IS NULL OR column_name = @column ORDER BY column_name, person",
            row => new PersonRecord(row.GetString(0), row.GetString(1), Pseudonym(row.GetFieldValue<byte[]>(2), row.GetString(0), row.GetString(1))), ("column", column));

    /// <summary>Deletes a person's key.</summary>
    /// <param name="connection">The transaction.</param>
    /// <param name="person">Whom.</param>
    /// <param name="forGood">Whether a digest stays by which they are known when a source still holds them.</param>
    public static void Erase(LedgerConnection connection, PersonRecord person, bool forGood)
    {
        var secret = State(connection).Secret;
        connection.Execute("DELETE FROM person_keys WHERE column_name = @column AND person = @person", ("column", person.Column), ("person", person.Person));
        if (forGood)
        {
            connection.Execute("INSERT INTO person_tombstones (digest) VALUES (@digest) ON CONFLICT (digest) DO NOTHING", ("digest", Tombstone(secret, person.Column, person.Person)));
        }

        connection.Execute("UPDATE person_state SET erasures = erasures + 1");
    }

    /// <summary>Forgets that anybody was erased; from then on they are new persons where a source still holds them.</summary>
    /// <returns>How many digests there were.</returns>
    public static int Lift(LedgerConnection connection)
    {
        var lifted = connection.Execute("DELETE FROM person_tombstones");
        if (lifted > 0)
        {
            connection.Execute("UPDATE person_state SET erasures = erasures + 1");
        }

        return lifted;
    }

    /// <summary>What differs between ledgers and after each erasure; made when it is first asked for.</summary>
    public static (byte[] Secret, long Erasures) State(LedgerConnection connection)
    {
        connection.Execute("INSERT INTO person_state (id, secret, erasures) VALUES (1, @secret, 0) ON CONFLICT (id) DO NOTHING", ("secret", RandomNumberGenerator.GetBytes(KeyBytes)));
        return connection.Query("SELECT secret, erasures FROM person_state WHERE id = 1", row => (row.GetFieldValue<byte[]>(0), row.GetInt64(1))).Single();
    }

    /// <summary>The key of an entity as it is published: with pseudonyms in the place of persons, where the pipeline's last version has such.</summary>
    /// <exception cref="ProblemException">The person was erased.</exception>
    public static string Published(LedgerConnection connection, string pipeline, string key)
    {
        var content = connection.Text("SELECT content FROM versions WHERE pipeline = @pipeline ORDER BY version DESC LIMIT 1", ("pipeline", pipeline));
        if (content is null || Manifest.ParseContent(content) is not { } version || PersonKey.PersonsOf(version) is not { Count: > 0 } persons)
        {
            return key;
        }

        return PersonKey.Of(key, version.Entity, persons, (column, person) => Enter(connection, column, person)) ?? throw new ProblemException(PersonKey.Erased(pipeline));
    }

    private static HashSet<string> Erased(LedgerConnection connection, string column, IReadOnlyList<string> persons)
    {
        var digests = connection.Query("SELECT digest FROM person_tombstones", row => Convert.ToHexString(row.GetFieldValue<byte[]>(0))).ToHashSet(StringComparer.Ordinal);
        if (digests.Count == 0)
        {
            return [];
        }

        var secret = State(connection).Secret;
        return [.. persons.Where(p => digests.Contains(Convert.ToHexString(Tombstone(secret, column, p))))];
    }

    private static void Insert(LedgerConnection connection, string column, string[] persons)
    {
        var parameters = new (string Name, object? Value)[1 + (2 * persons.Length)];
        parameters[0] = ("column", column);
        for (var i = 0; i < persons.Length; i++)
        {
            parameters[1 + (2 * i)] = ($"p{i}", persons[i]);
            parameters[2 + (2 * i)] = ($"s{i}", RandomNumberGenerator.GetBytes(KeyBytes));
        }

        connection.Execute($"INSERT INTO person_keys (column_name, person, secret) VALUES {string.Join(", ", persons.Select((_, i) => $"(@column, @p{i}, @s{i})"))} ON CONFLICT (column_name, person) DO NOTHING", parameters);
    }

    private static byte[] Tombstone(byte[] secret, string column, string person) => HMACSHA256.HashData(secret, Text(column, person));

    private static byte[] Text(string column, string person) => Encoding.UTF8.GetBytes($"{column}\0{person}");
}
