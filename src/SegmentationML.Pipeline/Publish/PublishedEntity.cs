using SegmentationML.Pipeline.Forecast;
using SegmentationML.Pipeline.Ports;
using SegmentationML.Pipeline.Segment;

namespace SegmentationML.Pipeline.Publish;

/// <summary>What a version says of one entity, read from its published files alone.</summary>
/// <param name="Key">The entity's key.</param>
/// <param name="Segment">Its segment.</param>
/// <param name="SegmentName">The segment's display name.</param>
/// <param name="EffectiveFrom">Since when.</param>
/// <param name="ReasonCodes">Why, in order of the dimensions.</param>
/// <param name="Drivers">The numbers that decided, by name; an unknown one is missing.</param>
/// <param name="BoundaryDriver">The driver whose boundary is nearest; null when no single change moves the entity.</param>
/// <param name="BoundaryValue">The value it would have to reach.</param>
/// <param name="BoundaryMargin">The distance to it, in the driver's unit.</param>
/// <param name="BoundaryMarginSd">The same in standard deviations of the entity's own history.</param>
/// <param name="SecondSegment">The segment beyond that boundary.</param>
/// <param name="DecidedBy">What gave the segment: model, edge-case, rule, hysteresis, dwell, override, budget or event; null in versions that do not tell.</param>
/// <param name="ModelSegment">The segment by edge cases and matrix alone.</param>
/// <param name="Changes">Every move after that, in order, such as <c>rule:contract:CZ>BX</c>.</param>
/// <param name="QueuedSegment">The segment that the change budget delays.</param>
/// <param name="OverrideId">The override or event that holds it.</param>
/// <param name="EffectiveTo">When that ends.</param>
/// <param name="Method">The forecasting method; null without a forecast.</param>
/// <param name="MethodReason">Why it was chosen.</param>
/// <param name="Forecast">Mean by step, units per bucket.</param>
/// <param name="ServiceLevel">Cycle service level; null when it is not stocked.</param>
/// <param name="SafetyStock">Units.</param>
/// <param name="ReorderPoint">Units.</param>
/// <param name="OrderQuantity">Units.</param>
/// <param name="Basis">How the policy was computed.</param>
public sealed record PublishedEntity(
    string Key,
    string Segment,
    string SegmentName,
    DateOnly EffectiveFrom,
    IReadOnlyList<string> ReasonCodes,
    IReadOnlyDictionary<string, double> Drivers,
    string? BoundaryDriver,
    double? BoundaryValue,
    double? BoundaryMargin,
    double? BoundaryMarginSd,
    string? SecondSegment,
    string? DecidedBy,
    string? ModelSegment,
    IReadOnlyList<string> Changes,
    string? QueuedSegment,
    string? OverrideId,
    DateOnly? EffectiveTo,
    string? Method,
    string? MethodReason,
    IReadOnlyList<double> Forecast,
    double? ServiceLevel,
    double? SafetyStock,
    double? ReorderPoint,
    double? OrderQuantity,
    string? Basis)
{
    /// <summary>The reasons as sentences, with the entity's values; the codes where the version does not hold its model.</summary>
    public IReadOnlyList<string> Reasons { get; init; } = [];

    /// <summary>The smallest change of a single driver that would move the entity, in words.</summary>
    public string NextChange { get; init; } = "";

    /// <summary>How the methods did when they were chosen, the least RMSSE first; empty in versions that do not hold it (<c>forecast.parent: fit</c>).</summary>
    public IReadOnlyList<PublishedBackTest> BackTest { get; init; } = [];

    /// <summary>Units of the drivers, by name; a plain ratio is missing.</summary>
    public IReadOnlyDictionary<string, string> Units { get; init; } = new Dictionary<string, string>();

    private static readonly string[] NotDrivers = ["boundary_value", "boundary_margin", "boundary_margin_sd"];

    /// <summary>Reads an entity; null when the version does not hold it.</summary>
    /// <param name="engine">Any engine.</param>
    /// <param name="snapshot">The version.</param>
    /// <param name="key">The entity's key.</param>
    public static PublishedEntity? Read(IQueryEngine engine, Snapshot snapshot, string key)
    {
        var drivers = DriversOf(snapshot);
        PublishedEntity? entity = null;
        var driverColumns = string.Concat(drivers.Select(d => $", {Sql.Identifier(d)}"));
        var tells = snapshot.Content.Tables.Single(t => t.Name == PublishedTable.Assignments).Columns.Any(c => c.Name == "decided_by");
        var decision = tells ? "decided_by, model_segment, array_to_string(changes, '\n'), queued_segment" : "NULL::VARCHAR, NULL::VARCHAR, NULL::VARCHAR, NULL::VARCHAR";
        var worded = snapshot.Content.Tables.Single(t => t.Name == PublishedTable.Assignments).Columns.Any(c => c.Name == "next_change") ? "next_change" : "NULL::VARCHAR";
        engine.Read($"""
            SELECT key, segment, segment_name, effective_from, array_to_string(reason_codes, ';'), boundary_driver, second_segment, boundary_value, boundary_margin, boundary_margin_sd, {decision}, override_id, effective_to, {worded}{driverColumns}
            FROM read_parquet({FileOf(snapshot, PublishedTable.Assignments)}) WHERE key = $1
            """, row => entity = FromAssignment(row, drivers), [key]);
        return entity is null ? null : WithPolicy(engine, snapshot, WithForecast(engine, snapshot, WithWords(snapshot, entity)));
    }

    /// <summary>Keys that look alike, for a hint: those that share the beginning, at most a thousand.</summary>
    /// <param name="engine">Any engine.</param>
    /// <param name="snapshot">The version.</param>
    /// <param name="key">What was asked for.</param>
    public static IReadOnlyList<string> KeysNear(IQueryEngine engine, Snapshot snapshot, string key)
    {
        var keys = new List<string>();
        engine.Read($"SELECT key FROM read_parquet({FileOf(snapshot, PublishedTable.Assignments)}) WHERE lower(key[1:2]) = lower($1[1:2]) ORDER BY damerau_levenshtein(key, $1), key LIMIT 1000", batch =>
        {
            for (var i = 0; i < batch.Rows; i++)
            {
                keys.Add(batch.Text(0, i)!);
            }
        }, [key]);
        return keys;
    }

    /// <summary>The driver columns of a version's assignments.</summary>
    public static IReadOnlyList<string> DriversOf(Snapshot snapshot)
        => [.. snapshot.Content.Tables.Single(t => t.Name == PublishedTable.Assignments).Columns.Where(c => c.Type == "DOUBLE" && !NotDrivers.Contains(c.Name, StringComparer.Ordinal)).Select(c => c.Name)];

    private static PublishedEntity FromAssignment(IColumnBatch row, IReadOnlyList<string> drivers)
    {
        var values = new OrderedDictionary<string, double>(StringComparer.Ordinal);
        for (var d = 0; d < drivers.Count; d++)
        {
            if (Real(row, 17 + d) is { } value)
            {
                values.Add(drivers[d], value);
            }
        }

        return new PublishedEntity(
            row.Text(0, 0)!, row.Text(1, 0)!, row.Text(2, 0)!, Day(row, 3)!.Value, row.Text(4, 0)!.Split(';'), values,
            row.Text(5, 0), Real(row, 7), Real(row, 8), Real(row, 9), row.Text(6, 0),
            row.Text(10, 0), row.Text(11, 0), row.Text(12, 0) is { Length: > 0 } moves ? moves.Split('\n') : [], row.Text(13, 0), row.Text(14, 0), Day(row, 15), null, null, [], null, null, null, null, null) { NextChange = row.Text(16, 0) ?? "" };
    }

    private static PublishedEntity WithWords(Snapshot snapshot, PublishedEntity entity)
    {
        var units = snapshot.Content.Tables.Single(t => t.Name == PublishedTable.Assignments).Columns
            .Where(c => c.Unit is not (null or "1") && entity.Drivers.ContainsKey(c.Name)).ToDictionary(c => c.Name, c => c.Unit!, StringComparer.Ordinal);
        var bucket = units.GetValueOrDefault("active_buckets") is { } buckets ? buckets.TrimEnd('s') : "bucket";
        var words = SegmentRecord.Read(snapshot.Folder) is { } record ? new ReasonText(record.Model, record.Clusters, bucket) : null;
        string? Value(string driver) => entity.Drivers.TryGetValue(driver, out var value) ? DriverWords.Value(value, units.GetValueOrDefault(driver)) : null;
        var (boundary, margin) = (entity.BoundaryValue ?? double.NaN, entity.BoundaryMargin ?? double.NaN);
        var now = entity.BoundaryDriver is { } driver && entity.Drivers.TryGetValue(driver, out var known) ? known : double.NaN;
        var unit = entity.BoundaryDriver == "active_periods" ? $"{bucket}s" : units.GetValueOrDefault(entity.BoundaryDriver ?? "") ?? "";
        return entity with
        {
            Reasons = [.. entity.ReasonCodes.Select(c => words?.Of(c, Value) ?? c)],
            NextChange = entity.NextChange.Length > 0 ? entity.NextChange : new NextSegment(entity.SecondSegment, entity.BoundaryDriver, now, boundary, margin, entity.BoundaryMarginSd ?? double.NaN, unit).ToString(),
            Units = units,
        };
    }

    private static PublishedEntity WithForecast(IQueryEngine engine, Snapshot snapshot, PublishedEntity entity)
    {
        var (means, method, reason) = (new List<double>(), (string?)null, (string?)null);
        engine.Read($"SELECT method, reason, mean FROM read_parquet({FileOf(snapshot, PublishedTable.Forecasts)}) WHERE key = $1 ORDER BY step", batch =>
        {
            (method, reason) = (batch.Text(0, 0), batch.Text(1, 0));
            means.AddRange(batch.Values<double>(2));
        }, [entity.Key]);
        return entity with { Method = method, MethodReason = reason, Forecast = means, BackTest = BackTestOf(engine, snapshot, entity.Key) };
    }

    private static List<PublishedBackTest> BackTestOf(IQueryEngine engine, Snapshot snapshot, string key)
    {
        var tests = new List<PublishedBackTest>();
        if (File.Exists(Path.Combine(snapshot.Folder, BackTestTable.FileName)))
        {
            engine.Read($"""
                SELECT method, state, CASE WHEN NOT isnan(rmsse) THEN rmsse END AS error, CASE WHEN NOT isnan(bias) THEN bias END, tested_in
                FROM read_parquet({Sql.Literal(Path.Combine(snapshot.Folder, BackTestTable.FileName))}) WHERE key = $1 ORDER BY error NULLS LAST, method
                """, batch =>
            {
                for (var i = 0; i < batch.Rows; i++)
                {
                    tests.Add(new PublishedBackTest(batch.Text(0, i)!, batch.Text(1, i)!, Real(batch, 2, i), Real(batch, 3, i), batch.IsNull(4, i) ? null : batch.Values<long>(4)[i]));
                }
            }, [key]);
        }

        return tests;
    }

    private static PublishedEntity WithPolicy(IQueryEngine engine, Snapshot snapshot, PublishedEntity entity)
    {
        engine.Read($"SELECT basis, service_level, safety_stock, reorder_point, order_quantity FROM read_parquet({FileOf(snapshot, PublishedTable.Policies)}) WHERE key = $1", row =>
            entity = entity with { Basis = row.Text(0, 0), ServiceLevel = Real(row, 1), SafetyStock = Real(row, 2), ReorderPoint = Real(row, 3), OrderQuantity = Real(row, 4) }, [entity.Key]);
        return entity;
    }

    private static string FileOf(Snapshot snapshot, string table) => Sql.Literal(Path.Combine(snapshot.Folder, $"{table}.parquet"));

    private static DateOnly? Day(IColumnBatch row, int column)
        => row.IsNull(column, 0) ? null : DateOnly.FromDayNumber(row.Values<int>(column)[0] + DateOnly.FromDateTime(DateTime.UnixEpoch).DayNumber);

    private static double? Real(IColumnBatch batch, int column, int row = 0) => batch.IsNull(column, row) ? null : batch.Values<double>(column)[row];
}
