namespace SegmentationML.Pipeline.Ports;

/// <summary>Reads Arrow IPC files into the engine, which has no reader of its own for them.</summary>
public interface IArrowImport
{
    /// <summary>Makes a table of an Arrow file or stream, all columns in their own types and all rows in file order.</summary>
    /// <param name="path">The file.</param>
    /// <param name="engine">Takes the rows.</param>
    /// <param name="table">The table's name, unquoted; a table of that name is replaced.</param>
    /// <param name="cancellation">Ends the reading; the table is then dropped.</param>
    /// <returns>The number of rows.</returns>
    long Import(string path, IQueryEngine engine, string table, CancellationToken cancellation);
}
