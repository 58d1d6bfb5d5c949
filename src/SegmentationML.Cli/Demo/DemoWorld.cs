namespace SegmentationML.Cli.Demo;

/// <summary>The distributor before its first order: calendar, suppliers, customers, products with their demand, promotions.</summary>
internal sealed class DemoWorld
{
    private DemoWorld(DemoSize size, ulong seed, DemoCalendar calendar)
    {
        (Size, Seed, Calendar) = (size, seed, calendar);
        Suppliers = SupplierMaker.Make(size, seed);
        Customers = CustomerMaker.Make(size, seed, calendar);
        Products = new ProductMaker(size, seed, calendar, Suppliers, Customers).Make();
    }

    public DemoSize Size { get; }

    public ulong Seed { get; }

    public DemoCalendar Calendar { get; }

    public DemoSupplier[] Suppliers { get; }

    public DemoCustomer[] Customers { get; }

    public DemoProduct[] Products { get; private set; }

    /// <summary>What each product, customer and supplier truly is, in the order of their tables.</summary>
    public IEnumerable<TruthRow> Truth()
    {
        var first = Calendar.FirstDay;
        var products = Products.Select(product => new TruthRow("product", product.Id, product.Archetype.Code, first.AddDays(product.Demand.From), first.AddDays(product.Demand.To - 1)));
        var customers = Customers.Select(customer => new TruthRow("customer", customer.Id, customer.Type.Code, first.AddDays(customer.From), first.AddDays(customer.To - 1)));
        var suppliers = Suppliers.Select(supplier => new TruthRow("supplier", supplier.Id, supplier.Type.Code, first, Size.LastDay));
        return products.Concat(customers).Concat(suppliers);
    }

    /// <summary>Builds the world of a size and a seed.</summary>
    public static DemoWorld Build(DemoSize size, ulong seed)
    {
        var world = new DemoWorld(size, seed, new DemoCalendar(size));
        world.Products = LineBudget.Distribute(world);
        return world;
    }
}
