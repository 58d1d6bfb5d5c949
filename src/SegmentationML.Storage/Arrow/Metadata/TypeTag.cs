namespace SegmentationML.Storage.Arrow.Metadata;

/// <summary>The members of the union Type; the numbers are the format's.</summary>
internal enum TypeTag : byte
{
    /// <summary>Absent.</summary>
    None = 0,

    /// <summary>Table Null.</summary>
    Null = 1,

    /// <summary>Table Int: bit width, signed.</summary>
    Int = 2,

    /// <summary>Table FloatingPoint: precision 0 half, 1 single, 2 double.</summary>
    FloatingPoint = 3,

    /// <summary>Table Binary.</summary>
    Binary = 4,

    /// <summary>Table Utf8.</summary>
    Utf8 = 5,

    /// <summary>Table Bool.</summary>
    Bool = 6,

    /// <summary>Table Decimal: precision, scale, bit width (default 128).</summary>
    Decimal = 7,

    /// <summary>Table Date: unit 0 day, 1 millisecond (default).</summary>
    Date = 8,

    /// <summary>Table Time: unit (default millisecond), bit width (default 32).</summary>
    Time = 9,

    /// <summary>Table Timestamp: unit (default second), time zone.</summary>
    Timestamp = 10,

    /// <summary>Table Interval.</summary>
    Interval = 11,

    /// <summary>Table List.</summary>
    List = 12,

    /// <summary>Table Struct_.</summary>
    Struct = 13,

    /// <summary>Table Union.</summary>
    Union = 14,

    /// <summary>Table FixedSizeBinary: byte width.</summary>
    FixedSizeBinary = 15,

    /// <summary>Table FixedSizeList.</summary>
    FixedSizeList = 16,

    /// <summary>Table Map.</summary>
    Map = 17,

    /// <summary>Table Duration.</summary>
    Duration = 18,

    /// <summary>Table LargeBinary.</summary>
    LargeBinary = 19,

    /// <summary>Table LargeUtf8.</summary>
    LargeUtf8 = 20,

    /// <summary>Table LargeList.</summary>
    LargeList = 21,

    /// <summary>Table RunEndEncoded.</summary>
    RunEndEncoded = 22,

    /// <summary>Table BinaryView.</summary>
    BinaryView = 23,

    /// <summary>Table Utf8View.</summary>
    Utf8View = 24,

    /// <summary>Table ListView.</summary>
    ListView = 25,

    /// <summary>Table LargeListView.</summary>
    LargeListView = 26,
}
