using TlsDissect.Messages.Fields;
using TlsDissect.Protocol;

namespace TlsDissect.Tests.Messages.Extensions;

/// <summary>Every extension has its fields by name in every message that it is allowed in, and its form is checked.</summary>
public class ExtensionFieldTests
{
    public static TheoryData<int> Indices => [.. Enumerable.Range(0, ExtensionSamples.All.Length)];

    [Theory]
    [MemberData(nameof(Indices))]
    public void Its_fields_have_their_names(int index)
    {
        ExtensionSample sample = ExtensionSamples.All[index];
        MessageField message = sample.Message(sample.Data);

        Assert.Equal((sample.ToString(), sample.Fields), (sample.ToString(), ExtensionSample.Leaves(ExtensionSample.DataOf(message))));
        Assert.DoesNotContain(ExtensionSample.All(message), field => field.Malformed is not null || field.Name == "unparsed");
    }

    [Theory]
    [MemberData(nameof(Indices))]
    public void Every_prefix_is_malformed(int index)
    {
        ExtensionSample sample = ExtensionSamples.All[index];
        if (sample.IsOpenEnded) return;
        for (int length = 0; length < sample.Data.Length; length++)
        {
            byte[] prefix = sample.Data[..length];
            // The empty form of an extension that has another one too.
            if (Others(sample).Any(other => other.Data.SequenceEqual(prefix))) continue;
            Assert.True(IsMalformed(sample.Message(prefix)), $"{sample}, {length} bytes of {sample.Data.Length}");
        }
    }

    [Theory]
    [MemberData(nameof(Indices))]
    public void Trailing_bytes_are_malformed(int index)
    {
        ExtensionSample sample = ExtensionSamples.All[index];
        if (sample.IsOpenEnded && sample.Type is not (ExtensionType.Padding or ExtensionType.TicketPinning)) return;
        // A value that no form may have at its end.
        if (sample.Data.Length == 0 && Others(sample).Any()) return;
        Assert.True(IsMalformed(sample.Message([.. sample.Data, 0xFF])), $"{sample}");
    }

    [Fact]
    public void No_data_makes_a_parser_throw_or_lose_bytes()
    {
        Random random = new(16);
        foreach (ExtensionSample sample in ExtensionSamples.All)
        {
            for (int round = 0; round < 40; round++)
            {
                byte[] data = Mutated(sample.Data, random);
                MessageField message = sample.Message(data);
                MessageField field = ExtensionSample.DataOf(message);
                Assert.Equal(data, field.Bytes.ToArray());
            }
        }
    }

    private static IEnumerable<ExtensionSample> Others(ExtensionSample sample) =>
        ExtensionSamples.All.Where(other => (other.Type, other.Place) == (sample.Type, sample.Place) && other != sample);

    private static byte[] Mutated(byte[] data, Random random)
    {
        byte[] mutated = [.. data, .. new byte[random.Next(3)]];
        for (int i = random.Next(4); i >= 0 && mutated.Length > 0; i--) mutated[random.Next(mutated.Length)] = (byte)random.Next(256);
        return random.Next(4) == 0 ? mutated[..random.Next(mutated.Length + 1)] : mutated;
    }

    private static bool IsMalformed(MessageField message) => ExtensionSample.All(message).Any(field => field.Malformed is not null);
}
