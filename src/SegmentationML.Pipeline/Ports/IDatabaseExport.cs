namespace SegmentationML.Pipeline.Ports;

/// <summary>Writes the rows of a query on a database server to a text file that the engine reads.</summary>
public interface IDatabaseExport
{
    /// <summary>Streams a query's rows, in the server's order, into a CSV file: UTF-8, comma, a header, double quotes, <c>\N</c> for null, dates in ISO 8601, moments in UTC.</summary>
    /// <param name="connectionEnv">The environment variable that holds the connection string.</param>
    /// <param name="query">One query; it runs in a read-only transaction.</param>
    /// <param name="path">The file to write.</param>
    /// <param name="cancellation">Ends the query.</param>
    /// <exception cref="SegmentationML.Core.ProblemException">The variable is not set (<c>SEG-ING-050</c>), the server cannot be reached (<c>SEG-ING-051</c>) or refuses the query (<c>SEG-ING-052</c>).</exception>
    void Export(string connectionEnv, string query, string path, CancellationToken cancellation);
}
