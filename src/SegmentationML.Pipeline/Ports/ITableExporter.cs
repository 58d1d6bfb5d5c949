namespace SegmentationML.Pipeline.Ports;

/// <summary>Writes the rows of a query to files that other programs read, without holding them in memory.</summary>
/// <remarks>
/// The rows come in the query's order: give it a total ORDER BY, and the same rows give the same bytes.
/// The file at the path is replaced when the new one is whole (until then it is called <c>.part</c>); a call that fails or is cancelled leaves nothing behind. Flushing to the disk is the caller's.
/// </remarks>
public interface ITableExporter
{
    /// <summary>Writes a Parquet file.</summary>
    /// <param name="sql">One query.</param>
    /// <param name="path">The file.</param>
    /// <param name="options">Compression and row groups.</param>
    /// <param name="cancellation">Interrupts the query.</param>
    ExportedFile WriteParquet(string sql, string path, ParquetExport options, CancellationToken cancellation = default);

    /// <summary>Writes an Arrow IPC file or stream.</summary>
    /// <param name="sql">One query; it runs once more for each column whose dictionary is not given.</param>
    /// <param name="path">The file; <c>.arrow</c> for the file format and <c>.arrows</c> for the stream format, by custom.</param>
    /// <param name="options">Format, batches, dictionaries and metadata.</param>
    /// <param name="cancellation">Interrupts the query.</param>
    ExportedFile WriteArrow(string sql, string path, ArrowExport options, CancellationToken cancellation = default);
}
