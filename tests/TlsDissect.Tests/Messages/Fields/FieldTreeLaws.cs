using TlsDissect.Messages;
using TlsDissect.Messages.Fields;
using TlsDissect.Protocol;

namespace TlsDissect.Tests.Messages.Fields;

/// <summary>Every byte of a message is in one field or length, however wrong the message is.</summary>
public sealed class FieldTreeLaws
{
    private const int Mutations = 50_000;

    public static TheoryData<string> Samples => [.. SampleMessages.All.Select(sample => sample.Name)];

    [Theory]
    [MemberData(nameof(Samples))]
    public void Every_byte_of_a_message_has_a_name(string name)
    {
        SampleMessage sample = SampleMessages.Get(name);
        MessageField tree = Read(sample, sample.Body);

        Assert.Equal("", FieldCoverage.Check(tree, sample.Body.Length));
        Assert.DoesNotContain(FieldCoverage.All(tree), field => field.Name is FieldTree.Unparsed or "opaque" or "vector" or "list");
        Assert.DoesNotContain(FieldCoverage.All(tree), field => field.Malformed is not null);
        Assert.Equal(MessageFieldKind.Structure, tree.Kind);
    }

    [Theory]
    [MemberData(nameof(Samples))]
    public void Every_prefix_has_the_fields_before_its_end(string name)
    {
        SampleMessage sample = SampleMessages.Get(name);
        string[] whole = [.. Names(Read(sample, sample.Body))];
        for (int length = 0; length < sample.Body.Length; length++)
        {
            MessageField tree = Read(sample, sample.Body[..length]);
            Assert.Equal("", FieldCoverage.Check(tree, length));
            string[] names = [.. Names(tree).Where(field => field != FieldTree.Unparsed)];
            Assert.True(names.Length <= whole.Length, $"{length}: {string.Join(' ', names)}");
        }
    }

    [Fact]
    public void Mutations_neither_throw_nor_lose_a_byte()
    {
        Random random = new(20260107);
        for (int i = 0; i < Mutations; i++)
        {
            SampleMessage sample = SampleMessages.All[i % SampleMessages.All.Length];
            byte[] body = [.. sample.Body];
            for (int changes = random.Next(1, 4); changes > 0 && body.Length > 0; changes--)
                body[random.Next(body.Length)] = (byte)random.Next(256);
            if (random.Next(4) == 0) body = body[..random.Next(body.Length + 1)];
            if (random.Next(8) == 0) body = [.. body, (byte)random.Next(256)];
            MessageField tree = Read(sample, body);
            string wrong = FieldCoverage.Check(tree, body.Length);
            Assert.True(wrong.Length == 0, $"{sample.Name}, {Convert.ToHexString(body)}: {wrong}");
        }
    }

    [Theory]
    [MemberData(nameof(Samples))]
    public void A_recorder_changes_nothing_of_what_is_parsed(string name)
    {
        SampleMessage sample = SampleMessages.Get(name);
        HandshakeMessage? without = sample.Parse(out _);
        HandshakeMessage? with =
            HandshakeParser.Parse(sample.Type, sample.Body, sample.Context, new FieldRecorder(), out DecodeError error);

        Assert.False(error.IsSet);
        Assert.Equal(without!.GetType(), with!.GetType());
        Assert.Equal(Footprint.Of(without), Footprint.Of(with));
    }

    /// <summary>The registered types are parsed, or listed with a reason.</summary>
    [Fact]
    public void Every_registered_type_has_a_sample_or_a_reason()
    {
        HashSet<HandshakeType> shown = [.. SampleMessages.All.Select(sample => sample.Type)];
        Assert.DoesNotContain(Enum.GetValues<HandshakeType>(),
            type => shown.Contains(type) == RareHandshakes.OpaqueReasons.ContainsKey(type));
    }

    private static MessageField Read(SampleMessage sample, byte[] body)
    {
        byte[] message = [(byte)sample.Type, (byte)(body.Length >> 16), (byte)(body.Length >> 8), (byte)body.Length, .. body];
        return new HandshakeBody(new RawHandshake(message), sample.Context).ReadFields("message");
    }

    private static IEnumerable<string> Names(MessageField field) => FieldCoverage.All(field).Select(inner => inner.Name);
}
