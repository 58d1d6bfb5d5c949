namespace SegmentationML.Storage.Arrow;

/// <summary>The logical type of a column, as in the Arrow columnar format 1.x. Equal by value.</summary>
public sealed record ArrowType
{
    private ArrowType(ArrowKind kind) => Kind = kind;

    /// <summary>Every row is null.</summary>
    public static ArrowType Null { get; } = new(ArrowKind.Null);

    /// <summary>One bit a row.</summary>
    public static ArrowType Bool { get; } = new(ArrowKind.Bool);

    /// <summary>Text with 32-bit offsets.</summary>
    public static ArrowType Utf8 { get; } = new(ArrowKind.Utf8);

    /// <summary>Text with 64-bit offsets.</summary>
    public static ArrowType LargeUtf8 { get; } = new(ArrowKind.LargeUtf8);

    /// <summary>Text as views.</summary>
    public static ArrowType Utf8View { get; } = new(ArrowKind.Utf8View);

    /// <summary>Bytes with 32-bit offsets.</summary>
    public static ArrowType Binary { get; } = new(ArrowKind.Binary);

    /// <summary>Bytes with 64-bit offsets.</summary>
    public static ArrowType LargeBinary { get; } = new(ArrowKind.LargeBinary);

    /// <summary>Bytes as views.</summary>
    public static ArrowType BinaryView { get; } = new(ArrowKind.BinaryView);

    /// <summary>IEEE 754 single precision.</summary>
    public static ArrowType Float32 { get; } = Float(32);

    /// <summary>IEEE 754 double precision.</summary>
    public static ArrowType Float64 { get; } = Float(64);

    /// <summary>A signed integer of 32 bits.</summary>
    public static ArrowType Int32 { get; } = Int(32, signed: true);

    /// <summary>A signed integer of 64 bits.</summary>
    public static ArrowType Int64 { get; } = Int(64, signed: true);

    /// <summary>Days since 1970-01-01 in 32 bits.</summary>
    public static ArrowType Date32 { get; } = new(ArrowKind.Date) { BitWidth = 32 };

    /// <summary>Milliseconds since 1970-01-01 in 64 bits; whole days.</summary>
    public static ArrowType Date64 { get; } = new(ArrowKind.Date) { BitWidth = 64 };

    /// <summary>The family.</summary>
    public ArrowKind Kind { get; }

    /// <summary>Bits a value where the family leaves a choice: integers, floats, decimals, dates, times and timestamps; else 0.</summary>
    public int BitWidth { get; private init; }

    /// <summary>True for integers with a sign.</summary>
    public bool Signed { get; private init; }

    /// <summary>Decimal digits of a decimal.</summary>
    public int Precision { get; private init; }

    /// <summary>Digits after the decimal point of a decimal; may be negative in files of others.</summary>
    public int Scale { get; private init; }

    /// <summary>The tick of a time or timestamp.</summary>
    public ArrowTimeUnit Unit { get; private init; }

    /// <summary>The time zone of a timestamp; null when it is local to nowhere.</summary>
    public string? TimeZone { get; private init; }

    /// <summary>Bytes a value of <see cref="ArrowKind.FixedBinary"/>.</summary>
    public int ByteWidth { get; private init; }

    /// <summary>The field of a list's entries; null for what is no list.</summary>
    public ArrowField? Item { get; private init; }

    /// <summary>Bytes a value of a fixed-width type; 0 for null, bool, text, bytes, views and lists.</summary>
    internal int FixedWidth => Kind switch
    {
        ArrowKind.Int or ArrowKind.Float or ArrowKind.Decimal or ArrowKind.Date or ArrowKind.Time or ArrowKind.Timestamp => BitWidth / 8,
        ArrowKind.FixedBinary => ByteWidth,
        _ => 0,
    };

    internal bool IsText => Kind is ArrowKind.Utf8 or ArrowKind.LargeUtf8 or ArrowKind.Utf8View;

    internal bool IsBytes => Kind is ArrowKind.Binary or ArrowKind.LargeBinary or ArrowKind.BinaryView;

    internal bool IsList => Kind is ArrowKind.List or ArrowKind.LargeList;

    internal bool IsView => Kind is ArrowKind.Utf8View or ArrowKind.BinaryView;

    /// <summary>Bytes of one offset: 4, 8, or 0 where there are none.</summary>
    internal int OffsetWidth => Kind switch
    {
        ArrowKind.Utf8 or ArrowKind.Binary or ArrowKind.List => sizeof(int),
        ArrowKind.LargeUtf8 or ArrowKind.LargeBinary or ArrowKind.LargeList => sizeof(long),
        _ => 0,
    };

    /// <summary>An integer type.</summary>
    /// <param name="bitWidth">8, 16, 32 or 64.</param>
    /// <param name="signed">With a sign.</param>
    public static ArrowType Int(int bitWidth, bool signed)
    {
        Require(bitWidth is 8 or 16 or 32 or 64, nameof(bitWidth), bitWidth, "8, 16, 32 or 64");
        return new(ArrowKind.Int) { BitWidth = bitWidth, Signed = signed };
    }

    /// <summary>A floating-point type.</summary>
    /// <param name="bitWidth">16, 32 or 64.</param>
    public static ArrowType Float(int bitWidth)
    {
        Require(bitWidth is 16 or 32 or 64, nameof(bitWidth), bitWidth, "16, 32 or 64");
        return new(ArrowKind.Float) { BitWidth = bitWidth };
    }

    /// <summary>A fixed-point type.</summary>
    /// <param name="precision">Digits in all: 1 to 9 in 32 bits, to 18 in 64, to 38 in 128.</param>
    /// <param name="scale">Digits after the point.</param>
    /// <param name="bitWidth">32, 64 or 128.</param>
    public static ArrowType Decimal(int precision, int scale, int bitWidth = 128)
    {
        Require(bitWidth is 32 or 64 or 128, nameof(bitWidth), bitWidth, "32, 64 or 128");
        var most = bitWidth switch { 32 => 9, 64 => 18, _ => 38 };
        Require(precision >= 1 && precision <= most, nameof(precision), precision, $"1 to {most}");
        return new(ArrowKind.Decimal) { Precision = precision, Scale = scale, BitWidth = bitWidth };
    }

    /// <summary>A time of day.</summary>
    /// <param name="unit">Seconds and milliseconds take 32 bits, the finer units 64.</param>
    public static ArrowType Time(ArrowTimeUnit unit)
        => new(ArrowKind.Time) { Unit = unit, BitWidth = unit <= ArrowTimeUnit.Millisecond ? 32 : 64 };

    /// <summary>An instant (with a zone) or a local date and time (without).</summary>
    /// <param name="unit">The tick.</param>
    /// <param name="timeZone">An IANA name or an offset such as +02:00; values are UTC then. Null: no zone.</param>
    public static ArrowType Timestamp(ArrowTimeUnit unit, string? timeZone = null)
        => new(ArrowKind.Timestamp) { Unit = unit, TimeZone = timeZone, BitWidth = 64 };

    /// <summary>Bytes of one width.</summary>
    /// <param name="byteWidth">At least 1.</param>
    public static ArrowType FixedBinary(int byteWidth)
    {
        Require(byteWidth >= 1, nameof(byteWidth), byteWidth, "at least 1");
        return new(ArrowKind.FixedBinary) { ByteWidth = byteWidth };
    }

    /// <summary>Lists with 32-bit offsets.</summary>
    /// <param name="item">The field of the entries; its name is <c>item</c> by custom.</param>
    public static ArrowType List(ArrowField item) => new(ArrowKind.List) { Item = item };

    /// <summary>Lists with 64-bit offsets.</summary>
    /// <param name="item">The field of the entries.</param>
    public static ArrowType LargeList(ArrowField item) => new(ArrowKind.LargeList) { Item = item };

    /// <summary>The type as messages name it, for example <c>decimal128(18, 4)</c>.</summary>
    public override string ToString() => Kind switch
    {
        ArrowKind.Int => $"{(Signed ? "int" : "uint")}{BitWidth}",
        ArrowKind.Float => $"float{BitWidth}",
        ArrowKind.Decimal => $"decimal{BitWidth}({Precision}, {Scale})",
        ArrowKind.Date => $"date{BitWidth}",
        ArrowKind.Time => $"time{BitWidth}[{Unit}]",
        ArrowKind.Timestamp => TimeZone is null ? $"timestamp[{Unit}]" : $"timestamp[{Unit}, {TimeZone}]",
        ArrowKind.FixedBinary => $"fixed_binary({ByteWidth})",
        ArrowKind.List or ArrowKind.LargeList => $"{Kind}<{Item!.Type}>",
        _ => Kind.ToString(),
    };

    private static void Require(bool valid, string name, int value, string range)
    {
        if (!valid)
        {
            throw new ArgumentOutOfRangeException(name, value, $"Write {range}.");
        }
    }
}
