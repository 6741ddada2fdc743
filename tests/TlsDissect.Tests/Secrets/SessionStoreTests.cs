using TlsDissect.Secrets;
using TlsDissect.Transport;

namespace TlsDissect.Tests.Secrets;

public sealed class SessionStoreTests
{
    [Fact]
    public void The_key_that_came_first_is_forgotten_first_though_its_secret_was_replaced()
    {
        SessionStore store = Store(new DissectorOptions { MaxSessions = 2 });
        foreach ((int key, byte value) in new (int, byte)[] { (1, 1), (2, 2), (1, 3) }) store.Store(Key(key), Secret(value));
        Assert.Equal(3, store.Find(Key(1))!.Master[0]);

        store.Store(Key(3), Secret(4));

        Assert.Null(store.Find(Key(1)));
        Assert.NotNull(store.Find(Key(2)));
        Assert.NotNull(store.Find(Key(3)));
    }

    [Fact]
    public void Sessions_take_an_eighth_of_the_memory_at_most()
    {
        DissectorOptions options = new() { Memory = new MemoryBudget(8 * 10 * SessionStore.Held) };
        MemoryAccount memory = options.Memory.OpenForDissector();
        SessionStore store = new(options, memory);
        for (int i = 0; i < 100; i++) store.Store(Key(i), Secret(1));

        Assert.Equal(10 * SessionStore.Held, memory.Held);
        Assert.Equal(10, Enumerable.Range(0, 100).Count(i => store.Find(Key(i)) is not null));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    public void No_sessions_are_kept_where_none_may_be(int most)
    {
        SessionStore store = Store(new DissectorOptions { MaxSessions = most });
        store.Store(Key(1), Secret(1));
        Assert.Null(store.Find(Key(1)));
    }

    private static SessionStore Store(DissectorOptions options) => new(options, options.Memory.OpenForDissector());

    private static SessionKey Key(int number) => new(IpAddress.FromV4([10, 0, 0, 1]), IpAddress.FromV4([10, 0, 0, 2]), (UInt128)number, 32);

    private static SessionSecret Secret(byte value) => new([value], SecretSource.Resumed, null, Certain: false);
}
