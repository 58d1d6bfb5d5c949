namespace SegmentationML.Cli.Demo;

/// <summary>The tables of the demo data; the columns are listed in <c>docs/demo-data.md</c>.</summary>
public enum DemoTable
{
    /// <summary>Order and return lines, by date.</summary>
    OrderLines,

    /// <summary>Product master with hierarchy, prices and lead times.</summary>
    Products,

    /// <summary>Customer master; absent where every line is sold over the counter.</summary>
    Customers,

    /// <summary>Supplier master.</summary>
    Suppliers,

    /// <summary>Purchase order lines with promised and actual dates; absent without stock.</summary>
    Receipts,

    /// <summary>Stock at the end of each month; absent without stock.</summary>
    Inventory,

    /// <summary>Price promotions.</summary>
    Promotions,

    /// <summary>One row a day, with the fiscal 4-4-5 calendar.</summary>
    Calendar,

    /// <summary>What each product, customer and supplier truly is.</summary>
    Truth,
}
