namespace SegmentationML.Cli.Demo;

/// <summary>Writes all tables of a world.</summary>
internal static class DemoWriter
{
    /// <summary>Writes the tables that the size has; order lines first, as they take the time.</summary>
    public static IReadOnlyList<DemoFile> Write(DemoWorld world, string folder, ParallelOptions parallel, IProgress<double>? progress)
    {
        var files = new List<DemoFile>();
        var history = new OrderHistory(world, parallel);
        using (var orderLines = new TableFile(folder, DemoTable.OrderLines, OrderText.Header))
        using (var inventory = world.Size.Stock ? new TableFile(folder, DemoTable.Inventory, MasterTables.InventoryHeader) : null)
        {
            history.Write(orderLines, inventory, progress);
            files.Add(orderLines.Complete());
            if (inventory is not null)
            {
                files.Add(inventory.Complete());
                files.Add(WriteOne(folder, DemoTable.Receipts, MasterTables.ReceiptHeader, MasterTables.Receipts(world, history.Receipts)));
            }
        }

        if (world.Customers.Length > 0)
        {
            files.Add(WriteOne(folder, DemoTable.Customers, MasterTables.CustomerHeader, MasterTables.Customers(world)));
        }

        files.Add(WriteOne(folder, DemoTable.Products, MasterTables.ProductHeader, MasterTables.Products(world)));
        files.Add(WriteOne(folder, DemoTable.Suppliers, MasterTables.SupplierHeader, MasterTables.Suppliers(world)));
        files.Add(WriteOne(folder, DemoTable.Promotions, MasterTables.PromotionHeader, MasterTables.Promotions(world)));
        files.Add(WriteOne(folder, DemoTable.Calendar, MasterTables.CalendarHeader, MasterTables.Calendar(world)));
        files.Add(WriteOne(folder, DemoTable.Truth, MasterTables.TruthHeader, MasterTables.Truth(world)));
        return [.. files.OrderBy(file => file.Table)];
    }

    private static DemoFile WriteOne(string folder, DemoTable table, string header, CsvBuffer rows)
    {
        using var file = new TableFile(folder, table, header);
        file.Write(rows);
        return file.Complete();
    }
}
