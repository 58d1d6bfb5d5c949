namespace SegmentationML.Pipeline.Publish.Diff;

/// <summary>What became of a table. Rows are matched by key, those of forecasts by key and step.</summary>
/// <param name="Name">assignments, forecasts, policies or forecast_levels.</param>
/// <param name="RowsBefore">Rows before.</param>
/// <param name="RowsAfter">Rows after.</param>
/// <param name="Gone">Rows that only the version before has.</param>
/// <param name="Added">Rows that only the version after has.</param>
/// <param name="Changed">Rows of both in which some column differs.</param>
/// <param name="Columns">Columns that were added, removed or retyped, or in which some row changed; in file order.</param>
public sealed record TableDiff(string Name, long RowsBefore, long RowsAfter, long Gone, long Added, long Changed, IReadOnlyList<ColumnDiff> Columns);
