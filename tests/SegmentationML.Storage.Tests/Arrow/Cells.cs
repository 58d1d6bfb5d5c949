using System.Globalization;
using SegmentationML.Storage.Arrow;

namespace SegmentationML.Storage.Tests.Arrow;

/// <summary>
/// The spelling of values that our reader, the test tables and the scripts in tests/readers share. A cell is null, a string or an array of cells:
/// integers, decimals (unscaled), dates, times and timestamps as their stored integer, floats as the hexadecimal digits of their bits, bytes in hexadecimal, text as it is.
/// </summary>
internal static class Cells
{
    /// <summary>The cells of a column that was read.</summary>
    public static object?[] Of(ArrowColumn column)
        => [.. Enumerable.Range(0, column.Rows).Select(row => column.IsNull(row) ? null : Cell(column, row))];

    /// <summary>All cells of a file or stream, by column.</summary>
    public static List<object?>[] Read(byte[] file, out ArrowTableSchema schema, ArrowReadOptions? options = null)
    {
        using var reader = new ArrowIpcReader(new MemoryStream(file), options);
        schema = reader.Schema;
        var columns = schema.Fields.Select(_ => new List<object?>()).ToArray();
        while (reader.Read() is { } batch)
        {
            for (var i = 0; i < columns.Length; i++)
            {
                columns[i].AddRange(Of(batch.Columns[i]));
            }
        }

        return columns;
    }

    /// <summary>Cells as one text, for comparison and messages.</summary>
    public static string Text(IEnumerable<object?> cells)
        => string.Join('\n', cells.Select(cell => cell switch { null => "null", object?[] list => "[" + Text(list).Replace('\n', ',') + "]", _ => "'" + cell + "'" }));

    private static object Cell(ArrowColumn column, int row)
    {
        var type = column.Field.Type;
        if (type.IsText)
        {
            return column.Text(row)!;
        }

        if (type.IsBytes || type.Kind == ArrowKind.FixedBinary)
        {
            return Convert.ToHexStringLower(column.Bytes(row));
        }

        return type.Kind switch
        {
            ArrowKind.Bool => column.Bool(row) ? "true" : "false",
            ArrowKind.List or ArrowKind.LargeList => Enumerable.Range(column.Offsets[row], column.Offsets[row + 1] - column.Offsets[row])
                .Select(item => column.Items.IsNull(item) ? null : Cell(column.Items, item)).ToArray(),
            ArrowKind.Float => Hex(column, row, type.BitWidth),
            _ => Integer(column, row, type),
        };
    }

    private static string Hex(ArrowColumn column, int row, int bits) => bits switch
    {
        16 => BitConverter.HalfToUInt16Bits(column.Values<Half>()[row]).ToString("x4", CultureInfo.InvariantCulture),
        32 => BitConverter.SingleToUInt32Bits(column.Values<float>()[row]).ToString("x8", CultureInfo.InvariantCulture),
        _ => BitConverter.DoubleToUInt64Bits(column.Values<double>()[row]).ToString("x16", CultureInfo.InvariantCulture),
    };

    private static string Integer(ArrowColumn column, int row, ArrowType type)
    {
        var signed = type.Kind != ArrowKind.Int || type.Signed;
        return (type.FixedWidth, signed) switch
        {
            (1, true) => column.Values<sbyte>()[row].ToString(CultureInfo.InvariantCulture),
            (1, false) => column.Values<byte>()[row].ToString(CultureInfo.InvariantCulture),
            (2, true) => column.Values<short>()[row].ToString(CultureInfo.InvariantCulture),
            (2, false) => column.Values<ushort>()[row].ToString(CultureInfo.InvariantCulture),
            (4, true) => column.Values<int>()[row].ToString(CultureInfo.InvariantCulture),
            (4, false) => column.Values<uint>()[row].ToString(CultureInfo.InvariantCulture),
            (8, true) => column.Values<long>()[row].ToString(CultureInfo.InvariantCulture),
            (8, false) => column.Values<ulong>()[row].ToString(CultureInfo.InvariantCulture),
            _ => column.Values<Int128>()[row].ToString(CultureInfo.InvariantCulture),
        };
    }
}
