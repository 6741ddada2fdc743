using TlsDissect.Keys;
using TlsDissect.Output.Text.Lessons;

namespace TlsDissect.Tests.Output.Text.Lessons;

/// <summary>Secret values are kept only where they are shown, and only until the connection is over.</summary>
public class SessionNumbersTests
{
    private static readonly byte[] Random = [.. Enumerable.Repeat((byte)7, 32)];
    private static readonly byte[] Master = [.. Enumerable.Repeat((byte)8, 48)];
    private static readonly byte[] Premaster = [.. Enumerable.Repeat((byte)9, 48)];

    [Fact]
    public void Where_secrets_are_not_shown_their_lengths_alone_are_kept()
    {
        SessionNumbers numbers = Numbers(keepsValues: false);

        Assert.Equal(new byte[48], numbers.Of(KeyLogLabel.ClientRandom));
        Assert.Equal(new byte[48], numbers.Premaster);
    }

    [Fact]
    public void At_the_end_the_copies_are_overwritten_and_the_dissectors_own_are_not()
    {
        SessionNumbers numbers = Numbers(keepsValues: true);
        Assert.Equal(Master, numbers.Of(KeyLogLabel.ClientRandom));
        Assert.Equal(Premaster, numbers.Premaster);

        numbers.Clear();

        Assert.Equal(new byte[48], numbers.Of(KeyLogLabel.ClientRandom));
        Assert.Equal(new byte[48], numbers.Premaster);
        Assert.Equal((8, 9), (Master[0], Premaster[0]));
    }

    [Fact]
    public void A_renegotiations_secrets_do_not_take_the_place_of_the_first()
    {
        SessionNumbers numbers = Numbers(keepsValues: true);

        numbers.Add(
            new VerifiedSecret(KeyLogLabel.ClientRandom, new byte[32], new byte[48], SecretSource.RsaKey, null, SampleConnections.At(20)));

        Assert.Equal(Master, numbers.Of(KeyLogLabel.ClientRandom));
    }

    private static SessionNumbers Numbers(bool keepsValues)
    {
        SessionNumbers numbers = new(keepsValues);
        numbers.Add(new VerifiedSecret(KeyLogLabel.ClientRandom, Random, Master, SecretSource.RsaKey, "server.key", SampleConnections.At(9))
        {
            Derivation = new MasterDerivation(Premaster, null),
        });
        return numbers;
    }
}
