namespace TlsDissect.Tests.Connections.Datagrams;

/// <summary>DTLS and QUIC: UDP promises no order: the network may let datagrams overtake each other, and repeat them.</summary>
public sealed class DatagramOrderLaws
{
    private const int Distance = 8;
    private const int Seeds = 3;
    private const int SeedsOfRenegotiation = 20;

    /// <summary>Captures that are decrypted as a whole.</summary>
    public static TheoryData<string> Decrypted => [.. CapturedDatagrams.Decrypted, .. CapturedDatagrams.QuicDecrypted];

    /// <summary>Early data in front of its ClientHello cannot be recognized.</summary>
    public static TheoryData<string> InFlights =>
        [.. CapturedDatagrams.Decrypted.Where(name => name != "dtls13-early-data"), .. CapturedDatagrams.QuicDecrypted];

    /// <summary>
    /// Captures of one connection. In front of its own hello, a message of a further connection cannot be told from a repeated one, and a
    /// record with a connection ID cannot be read in front of the ServerHello.
    /// </summary>
    public static TheoryData<string> Single =>
    [
        .. CapturedDatagrams.Decrypted.Where(name =>
            name != "dtls13-early-data" && !name.Contains("connection-id", StringComparison.Ordinal) &&
                CapturedDatagrams.Load(name).Whole.Connections.Count == 1),
    ];

    /// <summary>
    /// As in a capture that merges two taps, each of one direction. The first datagram stays the first, because a flow is not recognized by
    /// the short headers of DTLS 1.3.
    /// </summary>
    [Theory]
    [MemberData(nameof(Single))]
    public void Datagrams_of_both_sides_that_overtake_each_other_change_nothing(string name)
    {
        CapturedDatagrams capture = CapturedDatagrams.Load(name);
        foreach (int distance in new[] { 1, 2, Distance })
            AssertSame(capture, random => [capture.Datagrams[0], .. Mix(capture.Datagrams.Skip(1), distance, random)]);
    }

    /// <summary>
    /// A client's hello of a renegotiation may come before the server's Finished of the handshake before, whose keys it has then.
    /// </summary>
    [Theory]
    [InlineData("dtls12-renegotiation")]
    [InlineData("dtls12-renegotiation-by-server")]
    public void A_renegotiation_that_overtakes_the_other_side_changes_nothing(string name)
    {
        CapturedDatagrams capture = CapturedDatagrams.Load(name);
        AssertSame(capture, random => [capture.Datagrams[0], .. Mix(capture.Datagrams.Skip(1), Distance, random)], SeedsOfRenegotiation);
    }

    [Theory]
    [MemberData(nameof(InFlights))]
    public void A_flight_whose_datagrams_overtake_each_other_and_come_twice_changes_nothing(string name)
    {
        CapturedDatagrams capture = CapturedDatagrams.Load(name);
        AssertSame(capture, random => Flights(capture.Datagrams).SelectMany(flight => Mix(flight, flight.Count, random)));
    }

    [Theory]
    [MemberData(nameof(Decrypted))]
    public void Data_that_overtakes_other_data_and_comes_twice_changes_nothing(string name)
    {
        CapturedDatagrams capture = CapturedDatagrams.Load(name);
        int handshake = (int)capture.Whole.Connections.SelectMany(connection => connection.Messages)
            .Max(message => message.Position.Packet);
        AssertSame(capture, random => [.. capture.Datagrams.Take(handshake), .. Mix(capture.Datagrams.Skip(handshake), Distance, random)]);
    }

    private static void AssertSame(CapturedDatagrams capture, Func<Random, IEnumerable<SentDatagram>> mix, int seeds = Seeds)
    {
        string expected = DatagramFacts.Of(capture.Whole);
        for (int seed = 0; seed < seeds; seed++)
        {
            Dissection mixed = CapturedDatagrams.Dissect(mix(new Random(seed)), capture.Keys);
            Assert.Empty(mixed.Faults);
            ConnectionFacts.AssertSame(expected, DatagramFacts.Of(mixed), $"seed {seed}");
            Assert.Equal(capture.Whole.KeyLogLines.Order(StringComparer.Ordinal), mixed.KeyLogLines.Order(StringComparer.Ordinal));
        }
    }

    /// <summary>Datagrams that one side sent before the other did.</summary>
    private static List<List<SentDatagram>> Flights(IReadOnlyList<SentDatagram> datagrams)
    {
        List<List<SentDatagram>> flights = [];
        foreach (SentDatagram datagram in datagrams)
        {
            if (flights.Count == 0 || flights[^1][0].Source != datagram.Source) flights.Add([]);
            flights[^1].Add(datagram);
        }

        return flights;
    }

    /// <summary>Each datagram comes at most <paramref name="distance"/> places later than it was sent; some come twice.</summary>
    private static IEnumerable<SentDatagram> Mix(IEnumerable<SentDatagram> datagrams, int distance, Random random)
    {
        List<(int Place, SentDatagram Datagram)> mixed = [];
        int sent = 0;
        foreach (SentDatagram datagram in datagrams)
        {
            mixed.Add((sent + random.Next(distance + 1), datagram));
            if (random.Next(4) == 0) mixed.Add((sent + random.Next(distance + 1), datagram));
            sent++;
        }

        return mixed.OrderBy(each => each.Place).Select(each => each.Datagram);
    }
}
