using TlsDissect.Secrets;
using TlsDissect.Transport;

namespace TlsDissect.Tests.Secrets;

/// <summary>Which session a client resumes with which server.</summary>
public class SessionCacheTests
{
    private static readonly IpEndpoint Client = new(IpAddress.FromV4([192, 0, 2, 1]), 1000);
    private static readonly IpEndpoint Server = new(IpAddress.FromV4([192, 0, 2, 2]), 443);
    private static readonly byte[] Ticket = [.. Enumerable.Repeat((byte)7, 200)];

    private readonly SessionCache _cache = New();

    [Fact]
    public void A_verified_session_is_found_by_its_ID_and_by_its_ticket()
    {
        _cache.Remember(Client, Server, Handshake(verified: true));
        foreach (byte[] identity in (byte[][])[[1, 2, 3], Ticket])
        {
            SessionSecret found = Assert.IsType<SessionSecret>(_cache.Find(Client, Server, identity));
            Assert.Equal((9, SecretSource.Resumed, false, "server.key", null),
                (found.Master[0], found.Source, found.Certain, found.KeyName, found.Note));
        }
    }

    [Fact]
    public void One_whose_secret_no_record_verified_is_not_kept()
    {
        _cache.Remember(Client, Server, Handshake(verified: false));
        Assert.Null(_cache.Find(Client, Server, [1, 2, 3]));
    }

    [Fact]
    public void The_port_may_change_and_the_address_may_not()
    {
        _cache.Remember(Client, Server, Handshake(verified: true));
        Assert.NotNull(_cache.Find(Client with { Port = 2000 }, Server with { Port = 8443 }, Ticket));
        Assert.Null(_cache.Find(Client with { Address = Server.Address }, Server, Ticket));
        Assert.Null(_cache.Find(Client, Server with { Address = Client.Address }, Ticket));
    }

    [Fact]
    public void An_empty_identity_is_not_a_session()
    {
        _cache.Store(Client, Server, [], new SessionSecret([9], SecretSource.Resumed, null, Certain: false));
        Assert.Null(_cache.Find(Client, Server, []));
    }

    [Fact]
    public void A_longer_identity_is_another_one()
    {
        _cache.Remember(Client, Server, Handshake(verified: true));
        Assert.Null(_cache.Find(Client, Server, [.. Ticket, 7]));
        Assert.Null(_cache.Find(Client, Server, Ticket.AsSpan(1)));
    }

    private static MadeFacts Handshake(bool verified)
    {
        MadeFacts facts = MadeFacts.Of(0xC02F);
        facts.ServerHello = facts.ServerHello! with { SessionId = new byte[] { 1, 2, 3 } };
        facts.IssuedTicket = Ticket;
        if (verified) facts.Secret = new SessionSecret([9], SecretSource.RsaKey, "server.key", Certain: true) { Note = "a note" };
        return facts;
    }

    private static SessionCache New()
    {
        DissectorOptions options = new();
        return new SessionCache(new SessionStore(options, options.Memory.OpenForDissector()));
    }
}
