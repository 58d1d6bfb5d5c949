using SegmentationML.Core;

namespace SegmentationML.Pipeline.Ingest;

/// <summary>Rows from a PostgreSQL server.</summary>
public sealed record PostgresOptions
{
    /// <summary>Name of the environment variable that holds the connection string; secrets do not belong into a pipeline.</summary>
    public required string ConnectionEnv { get; init; }

    /// <summary>One query; it runs in a read-only transaction. With ORDER BY an unchanged table is recognised as unchanged.</summary>
    public required string Query { get; init; }

    /// <summary>Lists what is wrong.</summary>
    /// <param name="setting">Where the section stands, for messages.</param>
    internal IEnumerable<Problem> Validate(string setting)
    {
        if (ConnectionEnv.Length == 0 || !ConnectionEnv.All(c => char.IsAsciiLetterOrDigit(c) || c == '_'))
        {
            yield return new Problem("SEG-ING-005", $"{setting}.postgres.connection_env is no name of an environment variable.", "Put the connection string into a variable such as SEGML_ERP and write that name here.");
        }
    }
}
