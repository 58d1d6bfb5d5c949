namespace SegmentationML.Storage.Arrow;

/// <summary>The families of Arrow types that are read; those that are written are said at each member.</summary>
public enum ArrowKind
{
    /// <summary>Every row is null; no buffers. Read and written.</summary>
    Null,

    /// <summary>Integers of 8, 16, 32 or 64 bits, with or without a sign. Read and written.</summary>
    Int,

    /// <summary>Floating point of 16, 32 or 64 bits. Read and written.</summary>
    Float,

    /// <summary>Bits, least significant first. Read and written.</summary>
    Bool,

    /// <summary>Fixed point of 32, 64 or 128 bits, unscaled. Read and written; the query engine exports 128 bits.</summary>
    Decimal,

    /// <summary>Days since 1970 in 32 bits, or milliseconds in 64 bits. Read and written.</summary>
    Date,

    /// <summary>Time of day in 32 or 64 bits. Read and written.</summary>
    Time,

    /// <summary>Ticks of a unit since 1970, with or without a time zone. Read and written.</summary>
    Timestamp,

    /// <summary>UTF-8 with 32-bit offsets. Read and written.</summary>
    Utf8,

    /// <summary>UTF-8 with 64-bit offsets. Read; a source column of this kind is written as <see cref="Utf8"/>.</summary>
    LargeUtf8,

    /// <summary>UTF-8 as 16-byte views. Read only.</summary>
    Utf8View,

    /// <summary>Bytes with 32-bit offsets. Read and written.</summary>
    Binary,

    /// <summary>Bytes with 64-bit offsets. Read; a source column of this kind is written as <see cref="Binary"/>.</summary>
    LargeBinary,

    /// <summary>Bytes as 16-byte views. Read only.</summary>
    BinaryView,

    /// <summary>Bytes of one width for all rows. Read and written.</summary>
    FixedBinary,

    /// <summary>Lists with 32-bit offsets. Read and written.</summary>
    List,

    /// <summary>Lists with 64-bit offsets. Read; a source column of this kind is written as <see cref="List"/>.</summary>
    LargeList,
}
