using System.Runtime.CompilerServices;
using TlsDissect.Connections;
using TlsDissect.Connections.Datagrams;
using TlsDissect.Keys;

namespace TlsDissect.Tests.Connections.Datagrams;

/// <summary>
/// An internal error ends its connection alone, from wherever it is entered. The errors come from a list of keys that cannot say how long
/// it is.
/// </summary>
public sealed class DatagramFaultTests
{
    private const int MostInAll = 200;

    private static readonly CapturedDatagrams Capture = CapturedDatagrams.Load("dtls12-psk-aes128-ccm8");

    [Theory]
    [InlineData(nameof(DatagramConnection.OnKeysAdded))]
    [InlineData(nameof(DatagramConnection.End))]
    [InlineData(nameof(DatagramConnection.Finish))]
    [InlineData(nameof(DatagramConnection.StopWaiting))]
    public void It_is_caught_wherever_it_comes_from(string way)
    {
        FaultyList<ServerKey> faulty = new(null!);
        KeyRing keys = new(faulty, null, [new PreSharedKey(null, [1, 2, 3])]) { MayGrow = true };
        Dissection result = new();
        DissectorOptions options = new()
        {
            KeyWait = way == nameof(DatagramConnection.Finish) ? TimeSpan.FromHours(1) : default,
            MaxWaitingBytesInAll = way == nameof(DatagramConnection.StopWaiting) ? MostInAll : 1 << 20,
        };
        TlsDissector dissector = new(options, keys, result);
        DissectorContext context = ContextOf(dissector);
        if (way == nameof(DatagramConnection.StopWaiting))
            faulty.CountFault = () => context.AwaitingKeys.Bytes > MostInAll ? new InvalidCastException() : null;
        long number = 0;
        foreach (SentDatagram datagram in Capture.Datagrams) CapturedDatagrams.Add(dissector, ++number, datagram);
        Assert.Equal(way == nameof(DatagramConnection.StopWaiting) ? 1 : 0, result.Faults.Count);
        faulty.CountFault ??= () => new InvalidCastException();
        if (way == nameof(DatagramConnection.OnKeysAdded))
        {
            keys.MayGrow = false;
            keys.AddSecretsBlock(System.Text.Encoding.ASCII.GetBytes($"CLIENT_RANDOM {new string('0', 64)} {new string('0', 96)}"),
                "capture");
            dissector.KeysAdded();
            Assert.Single(result.Faults);
        }

        dissector.Complete();

        Assert.Equal(DecryptionReason.InternalError, result.Connection.Reason);
        Assert.IsType<InvalidCastException>(Assert.Single(result.Faults).Exception);
        Assert.Equal((0, 0), (context.AwaitingKeys.Bytes, context.AwaitingKeys.All().Length));
    }

    [UnsafeAccessor(UnsafeAccessorKind.Field, Name = "_context")]
    private static extern ref DissectorContext ContextOf(TlsDissector dissector);
}
