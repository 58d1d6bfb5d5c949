using System.Text;
using SegmentationML.Storage.DuckDb.Interop;

namespace SegmentationML.Storage.DuckDb;

/// <summary>The type of a column as its values lie in memory.</summary>
internal sealed class DuckDbColumn
{
    private DuckDbColumn(string name, DuckDbType type, DuckDbType physical, string typeName, Type? storage)
    {
        Name = name;
        Type = type;
        Physical = physical;
        TypeName = typeName;
        Storage = storage;
    }

    /// <summary>As the query gives it.</summary>
    public string Name { get; }

    /// <summary>DuckDB's type.</summary>
    public DuckDbType Type { get; }

    /// <summary>The type of the values in memory: that of the unscaled integer for DECIMAL, of the code for ENUM.</summary>
    public DuckDbType Physical { get; }

    /// <summary>The type in SQL spelling, for messages.</summary>
    public string TypeName { get; }

    /// <summary>The .NET type of fixed-width values; null for texts, lists and what is not read here.</summary>
    public Type? Storage { get; }

    /// <summary>The items of a LIST; null otherwise.</summary>
    public DuckDbColumn? Child { get; private init; }

    /// <summary>The texts of an ENUM by code, as UTF-8; null otherwise.</summary>
    public byte[][]? Dictionary { get; private init; }

    /// <summary>True when values are read as text or bytes in place.</summary>
    public bool IsText => Type is DuckDbType.Varchar or DuckDbType.Blob or DuckDbType.Bit;

    /// <summary>Describes a type.</summary>
    /// <param name="name">The column's name.</param>
    /// <param name="type">Its logical type; stays the caller's.</param>
    public static DuckDbColumn From(string name, LogicalTypeHandle type)
    {
        var id = DuckDbNative.TypeId(type);
        return id switch
        {
            DuckDbType.Decimal => Decimal(name, type),
            DuckDbType.Enum => Enumeration(name, type),
            DuckDbType.List => List(name, type),
            _ => new DuckDbColumn(name, id, id, SqlName(id), StorageOf(id)),
        };
    }

    private static DuckDbColumn Decimal(string name, LogicalTypeHandle type)
    {
        var physical = DuckDbNative.DecimalInternalType(type);
        var typeName = $"DECIMAL({DuckDbNative.DecimalWidth(type)},{DuckDbNative.DecimalScale(type)})";
        return new DuckDbColumn(name, DuckDbType.Decimal, physical, typeName, StorageOf(physical));
    }

    private static DuckDbColumn Enumeration(string name, LogicalTypeHandle type)
    {
        var physical = DuckDbNative.EnumInternalType(type);
        var texts = new byte[DuckDbNative.EnumDictionarySize(type)][];
        for (var code = 0; code < texts.Length; code++)
        {
            var text = DuckDbNative.EnumDictionaryValue(type, (ulong)code);
            texts[code] = Encoding.UTF8.GetBytes(DuckDbErrors.Text(text));
            DuckDbNative.Free(text);
        }

        return new DuckDbColumn(name, DuckDbType.Enum, physical, "ENUM", StorageOf(physical)) { Dictionary = texts };
    }

    private static DuckDbColumn List(string name, LogicalTypeHandle type)
    {
        using var childType = DuckDbNative.ListTypeChildType(type);
        var child = From(name, childType);
        return new DuckDbColumn(name, DuckDbType.List, DuckDbType.List, child.TypeName + "[]", storage: null) { Child = child };
    }

    private static Type? StorageOf(DuckDbType physical) => physical switch
    {
        DuckDbType.Boolean => typeof(bool),
        DuckDbType.TinyInt => typeof(sbyte),
        DuckDbType.SmallInt => typeof(short),
        DuckDbType.Integer or DuckDbType.Date => typeof(int),
        DuckDbType.BigInt or DuckDbType.Time or DuckDbType.Timestamp or DuckDbType.TimestampSeconds or DuckDbType.TimestampMilliseconds
            or DuckDbType.TimestampNanoseconds or DuckDbType.TimestampTz => typeof(long),
        DuckDbType.UTinyInt => typeof(byte),
        DuckDbType.USmallInt => typeof(ushort),
        DuckDbType.UInteger => typeof(uint),
        DuckDbType.UBigInt => typeof(ulong),
        DuckDbType.HugeInt => typeof(Int128),
        DuckDbType.UHugeInt => typeof(UInt128),
        DuckDbType.Float => typeof(float),
        DuckDbType.Double => typeof(double),
        _ => null,
    };

    private static string SqlName(DuckDbType type) => type switch
    {
        DuckDbType.TimestampSeconds => "TIMESTAMP_S",
        DuckDbType.TimestampMilliseconds => "TIMESTAMP_MS",
        DuckDbType.TimestampNanoseconds => "TIMESTAMP_NS",
        DuckDbType.TimestampTz => "TIMESTAMP WITH TIME ZONE",
        DuckDbType.TimeTz => "TIME WITH TIME ZONE",
        DuckDbType.SqlNull => "NULL",
        _ => type.ToString().ToUpperInvariant(),
    };
}
