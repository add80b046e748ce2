"""The networks of the comparison, in PyTorch and, where it has them, in scikit-learn."""
import numpy as np
import torch
from sklearn.neural_network import MLPClassifier
from torch import nn


def initialized(network):
    """Glorot uniform weights and biases of 0, as in Espalier's program."""
    for layer in network.modules():
        if isinstance(layer, (nn.Linear, nn.Conv2d)):
            nn.init.xavier_uniform_(layer.weight)
            nn.init.zeros_(layer.bias)
    return network


def iris():
    return nn.Sequential(nn.Linear(4, 16), nn.Tanh(), nn.Linear(16, 3))


def digits():
    return nn.Sequential(nn.Linear(64, 128), nn.ReLU(), nn.Linear(128, 10))


def mlp():
    return nn.Sequential(nn.Flatten(), nn.Linear(784, 256), nn.ReLU(), nn.Linear(256, 128), nn.ReLU(), nn.Linear(128, 10))


def lenet():
    return nn.Sequential(
        nn.Conv2d(1, 6, 5, padding=2), nn.ReLU(), nn.MaxPool2d(2),
        nn.Conv2d(6, 16, 5), nn.ReLU(), nn.MaxPool2d(2),
        nn.Flatten(), nn.Linear(400, 120), nn.ReLU(), nn.Linear(120, 84), nn.ReLU(), nn.Linear(84, 10))


def torch_accuracy(make, rate, batch, epochs, train, test, seed):
    """Accuracy on the test set after training with Adam as published; all examples in a new order each epoch."""
    torch.manual_seed(seed)
    network = initialized(make())
    x, y = torch.tensor(train[0], dtype=torch.float32), torch.tensor(train[1])
    optimizer = torch.optim.Adam(network.parameters(), lr=rate)
    loss = nn.CrossEntropyLoss()
    for _ in range(epochs):
        order = torch.randperm(len(x))
        for rows in order.split(batch):
            optimizer.zero_grad()
            loss(network(x[rows]), y[rows]).backward()
            optimizer.step()
    with torch.no_grad():
        found = network(torch.tensor(test[0], dtype=torch.float32)).argmax(1).numpy()
    return float((found == test[1]).mean())


def sklearn_accuracy(hidden, activation, rate, batch, epochs, train, test, seed):
    """The same with scikit-learn, which draws biases by Glorot's range too; without its penalty and its early stop."""
    classifier = MLPClassifier(
        hidden_layer_sizes=hidden, activation=activation, solver="adam", alpha=0, learning_rate_init=rate, batch_size=batch,
        max_iter=epochs, n_iter_no_change=epochs + 1, tol=0, shuffle=True, random_state=seed)
    flat = [s.reshape(len(s), -1) for s in (train[0], test[0])]
    classifier.fit(flat[0].astype(np.float32), train[1])
    return float(classifier.score(flat[1].astype(np.float32), test[1]))
