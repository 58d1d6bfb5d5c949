using SegmentationML.Pipeline.Ports;
using SegmentationML.Storage.Arrow;

namespace SegmentationML.Storage.Sources;

/// <summary>Reads Arrow files and streams into tables of the engine.</summary>
public sealed class ArrowImport : IArrowImport
{
    /// <inheritdoc/>
    public long Import(string path, IQueryEngine engine, string table, CancellationToken cancellation)
    {
        using var reader = ArrowIpcReader.Open(path);
        engine.Execute($"DROP TABLE IF EXISTS {Sql.Identifier(table)}", null, cancellation);
        return new ArrowTableLoader(engine).Load(reader, table, cancellation);
    }
}
